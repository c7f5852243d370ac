import { describe, expect, it } from 'vitest';
import { connect, type Json } from '../support/connection.ts';
import { connectPipedrive } from './support/connection.ts';

const NOW = Date.UTC(2026, 5, 1);

describe('the company’s people', () => {
  it('believable ones work for organizations, some with deals, activities and leads', async () => {
    const connection = await connectPipedrive({ contacts: 300, now: NOW });
    const persons = await connection.dump('persons');
    expect(persons).toHaveLength(300);
    expect(persons.filter(({ properties }) => properties.org_id !== undefined).length).toBeGreaterThan(200);
    const statuses = new Set(persons.map(({ properties }) => properties.marketing_status));
    expect(statuses).toEqual(new Set(['no_consent', 'subscribed', 'unsubscribed']));
    const deals = await connection.dump('deals');
    expect(new Set(deals.map(({ properties }) => properties.status))).toEqual(
      new Set(['open', 'won', 'lost']),
    );
    const activities = await connection.dump('activities');
    const kinds = new Set(activities.map(({ properties: { type, done } }) => `${type} ${done}`));
    expect(kinds).toEqual(new Set(['call true', 'meeting true', 'meeting false']));
    const leads = await connection.dump('leads');
    expect(leads.length).toBeGreaterThan(30);
    for (const { properties } of leads) expect(properties.label_ids).toHaveLength(1);
  });

  it('a closed deal passed its stages before it was closed, and its flow says when each happened', async () => {
    const connection = await connectPipedrive({ contacts: 300, now: NOW });
    const closed = (await connection.dump('deals')).filter(({ properties }) => properties.status !== 'open');
    expect(closed.length).toBeGreaterThan(5);
    for (const { id, properties } of closed) {
      const { json } = await connection.api('GET', `/v1/deals/${id}/flow`);
      const changes = json.data.flatMap(({ object, data }: Json) => (object === 'dealChange' ? [data] : []));
      expect(changes[0]).toMatchObject({
        field_key: 'status',
        old_value: 'open',
        new_value: properties.status,
      });
      expect(Date.parse(`${changes[0].log_time.replace(' ', 'T')}Z`)).toBe(Date.parse(properties.close_time));
      const stages = changes.slice(1).map(({ new_value }: Json) => new_value);
      expect(stages).toEqual(['5', '4', '3', '2']);
    }
  });

  it('a fifth of them is in the HubSpot of the same seed, under the same address', async () => {
    const options = { contacts: 100, now: NOW, seed: 7 };
    const emails = (await (await connectPipedrive(options)).dump('persons')).flatMap(({ properties }) =>
      (properties.emails ?? []).map(({ value }: { value: string }) => value.toLowerCase()),
    );
    const hubspot = await connect({ ...options, vendor: 'hubspot' });
    const text = await (
      await fetch(`${hubspot.sandbox.url}/_sandbox/objects/contacts?properties=email`)
    ).text();
    const shared = emails.filter((email) => text.includes(`"${email}"`));
    expect(shared.length).toBeGreaterThan(12);
    expect(shared.length).toBeLessThanOrEqual(20);
  });

  it('many bare ones are there within seconds, and are read by few calls', async () => {
    const connection = await connectPipedrive({ contacts: 20_000, profile: 'bare', now: NOW });
    const { json } = await connection.api(
      'GET',
      '/api/v2/persons?limit=500&sort_by=update_time&sort_direction=desc',
    );
    expect(json.data).toHaveLength(500);
    expect(await connection.dump('organizations')).toEqual([]);
  });

  it('related ones have an organization and five activities each', async () => {
    const connection = await connectPipedrive({ contacts: 10, profile: 'related', now: NOW });
    expect(await connection.dump('organizations')).toHaveLength(10);
    expect(await connection.dump('activities')).toHaveLength(50);
  });

  it('a file of leads becomes persons with their organizations, and unknown columns custom fields', async () => {
    const connection = await connectPipedrive();
    const csv =
      'Prénom;Nom;E-mail;Entreprise;Budget\nAda;Lovelace;ada@acme.fr;Acme;10 k€\nBob;;bob@acme.fr;Acme;\n;;;;\n';
    const report = await connection
      .control('POST', '/leads', undefined)
      .catch((error: Error) => error.message);
    expect(report).toContain('no header line');
    const response = await fetch(`${connection.sandbox.url}/_sandbox/leads`, { method: 'POST', body: csv });
    const loaded: Json = await response.json();
    expect(loaded).toMatchObject({
      loaded: 2,
      skippedCount: 1,
      skipped: [{ line: 4, reason: 'Name must be given.' }],
    });
    const budget = loaded.columns.at(-1).property;
    expect(budget).toMatch(/^[0-9a-f]{40}$/);
    expect(await connection.dump('persons')).toMatchObject([
      { properties: { name: 'Ada Lovelace', [budget]: '10 k€', org_id: 11 } },
      { properties: { name: 'Bob', org_id: 11 } },
    ]);
    expect(await connection.dump('organizations')).toMatchObject([{ properties: { name: 'Acme' } }]);
  });
});

describe('odd files of leads', () => {
  it('whole names, and columns of the same label', async () => {
    const connection = await connectPipedrive();
    const csv = 'Name,Note,Note\nAda Lovelace,first,second\n';
    const response = await fetch(`${connection.sandbox.url}/_sandbox/leads`, { method: 'POST', body: csv });
    const { columns }: Json = await response.json();
    const [, one, two] = columns.map(({ property }: { property: string }) => property);
    expect(await connection.dump('persons')).toMatchObject([
      { properties: { name: 'Ada Lovelace', [one]: 'first', [two]: 'second' } },
    ]);
  });
});

describe('the control interface for Pipedrive', () => {
  it('a bulk edit touches many in one second', async () => {
    const connection = await connectPipedrive({ contacts: 30, profile: 'bare' });
    const { modified, at } = await connection.control('POST', '/objects/persons/modify', {
      count: 25,
      properties: { job_title: 'CEO' },
    });
    expect(modified).toBe(25);
    const touched = (await connection.dump('persons')).filter(({ updatedAt }) => updatedAt === at);
    expect(touched).toHaveLength(25);
    expect(at % 1000).toBe(0);
  });

  it('says what Pipedrive would refuse of a person, and counts no request', async () => {
    const connection = await connectPipedrive();
    const made = connection.control('POST', '/objects/persons', { properties: { name: 'Ada', nonsense: 1 } });
    await expect(made).rejects.toThrow('ERR_SCHEMA_VALIDATION_FAILED');
    await expect(connection.control('GET', '/objects/unknown')).rejects.toThrow('404');
    expect((await connection.control('GET', '/stats')).requests).toBe(0);
  });
});
