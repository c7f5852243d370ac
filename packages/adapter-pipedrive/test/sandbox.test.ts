import {
  type Adapter,
  Banned,
  type CrmRecord,
  FieldGone,
  type Fields,
  type PullPage,
  type PullRequest,
} from '@tamis/adapter';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pipedrive } from '../src/index.ts';
import { never } from './connection.ts';
import { type Held, START, StandIn } from './standIn.ts';

let standIn: StandIn;
let adapter: Adapter;

beforeEach(async () => {
  standIn = await StandIn.start();
  adapter = await standIn.open();
});

afterEach(() => standIn.close());

async function pull(object: string, request: Partial<PullRequest> = {}) {
  const pages: PullPage[] = [];
  const base = { object, fields: [], cursor: null, associations: [], signal: never };
  for await (const page of adapter.pull({ ...base, ...request })) pages.push(page);
  const cursor = pages.at(-1)?.cursor;
  if (cursor === undefined) throw new Error('a pull gives at least one page');
  return {
    records: pages.flatMap(({ records }) => records),
    gone: pages.flatMap(({ gone }) => gone),
    cursor,
  };
}

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('nothing there');
  return item;
}

function byId(records: readonly CrmRecord[], id: string): CrmRecord | undefined {
  return records.find((record) => record.id === id);
}

async function leadOf(): Promise<Held> {
  return first((await standIn.held('leads')).filter(({ properties }) => properties.is_archived !== true));
}

describe('a company', () => {
  it('gives every field that the default mapping names, of every object', async () => {
    await adapter.provision(pipedrive.ownFields, never);
    for (const { name, associations } of adapter.capabilities.objects) {
      const known = new Set((await adapter.describe(name, never)).map((field) => field.name));
      const rows = pipedrive.defaultMapping.fields.filter((row) => row.object === name);
      expect(rows.map(({ field }) => field).filter((field) => !known.has(field))).toEqual([]);
      const fields = [...new Set(rows.map(({ field }) => field))];
      const { records } = await pull(name, { fields, associations });
      expect(records.length).toBe((await standIn.held(name)).length);
    }
  });

  it('shows a lead of the inbox as somebody, with the organization it belongs to', async () => {
    const { id, properties } = await leadOf();
    const person = (await standIn.held('persons')).find((each) => each.id === String(properties.person_id));
    const fields = ['title', 'person_email', 'person_name'];
    const { records } = await pull('leads', { fields, associations: ['organizations'] });
    expect(byId(records, id)?.fields).toMatchObject({
      title: properties.title,
      person_name: person?.properties.name,
      person_email: expect.stringContaining('@'),
    });
  });

  it('shows a lead that is read again as the pull shows it, with the person it is of', async () => {
    await adapter.provision(pipedrive.ownFields, never);
    const { id, properties } = await leadOf();
    const changes = [{ id, fields: { tamis_score: 42, tamis_stage: 'mql' } }];
    await adapter.push({ object: 'leads', changes, signal: never });
    const fields = ['title', 'label_ids', 'person_email', 'tamis_score', 'tamis_stage', 'tamis_reason'];
    const read = await adapter.read({ object: 'leads', ids: [id], fields, signal: never });
    expect(read).toEqual([byId((await pull('leads', { fields })).records, id)]);
    expect(read).toMatchObject([{ samePerson: [{ object: 'persons', id: String(properties.person_id) }] }]);
  });

  it("shows an organization's industry by its name", async () => {
    const { records } = await pull('organizations', { fields: ['industry', 'industry_name'] });
    const described = await adapter.describe('organizations', never);
    const options = described.find(({ name }) => name === 'industry')?.options ?? [];
    const labels = new Map<unknown, unknown>(options.map(({ value, label }) => [value, label]));
    const named = records.filter(({ fields }) => fields.industry !== null);
    expect(named.length).toBeGreaterThan(10);
    expect(named.every(({ fields }) => fields.industry_name === labels.get(fields.industry))).toBe(true);
  });

  it('tells what was done, planned and when', async () => {
    const { records } = await pull('activities', {
      fields: ['type_done', 'at'],
      associations: ['persons', 'leads'],
    });
    expect(records.some(({ fields }) => String(fields.type_done).endsWith(':done'))).toBe(true);
    expect(records.every(({ fields }) => Number.isFinite(Date.parse(String(fields.at))))).toBe(true);
    expect(records.some(({ associations }) => associations?.persons?.length === 1)).toBe(true);
  });
});

describe("the product's own fields", () => {
  beforeEach(async () => {
    await adapter.provision(pipedrive.ownFields, never);
  });

  async function writeOne(object: string, id: string, fields: Fields) {
    return first(await adapter.push({ object, changes: [{ id, fields }], signal: never }));
  }

  it.each(['persons', 'leads'])('of %s are made once, written and read under our names', async (object) => {
    const again = await standIn.open({ names: standIn.names });
    expect(await again.provision(pipedrive.ownFields, never)).toEqual([]);
    const { id } = object === 'leads' ? await leadOf() : first(await standIn.held('persons'));
    const fields = {
      tamis_score: 42,
      tamis_stage: 'mql',
      tamis_reason: 'Because – “ä”',
      tamis_scored_at: '2026-11-20',
      tamis_grade: null,
    };
    expect(await writeOne(object, id, fields)).toMatchObject({ status: 'written', fields });
    const { records } = await pull(object, { fields: Object.keys(fields) });
    expect(byId(records, id)?.fields).toEqual(fields);
  });

  it('are found again by a connection that kept nothing, and the values of leads however they are shown', async () => {
    const { id } = await leadOf();
    await writeOne('leads', id, { tamis_stage: 'sql' });
    await standIn.control('PATCH', '/settings', { unknowns: { leadOptions: 'text' } });
    for (const name of Object.keys(standIn.names.kept)) delete standIn.names.kept[name];
    expect(await adapter.provision(pipedrive.ownFields, never)).toEqual([]);
    const { records } = await pull('leads', { fields: ['tamis_stage'] });
    expect(byId(records, id)?.fields).toEqual({ tamis_stage: 'sql' });
  });

  it('keep name and values when people rename them; deleted, they alone are missing', async () => {
    const { id } = first(await standIn.held('persons'));
    await writeOne('persons', id, { tamis_score: 7 });
    await standIn.control('PATCH', '/fields/persons/Tamis score', { label: 'Points' });
    const described = await adapter.describe('persons', never);
    expect(described.find(({ name }) => name === 'tamis_score')).toMatchObject({ label: 'Points' });
    expect(byId((await pull('persons', { fields: ['tamis_score'] })).records, id)?.fields.tamis_score).toBe(
      7,
    );
    await standIn.control('DELETE', '/fields/persons/Points');
    const both = { tamis_score: 8, tamis_fit: 3 };
    const error = await writeOne('persons', id, both).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FieldGone);
    expect(error).toMatchObject({ fields: ['tamis_score'] });
    expect(await writeOne('persons', id, { tamis_fit: 3 })).toMatchObject({ status: 'written' });
  });

  it('are not written to leads that became deals; the deal is named, at once and by the changes', async () => {
    const { id } = await leadOf();
    const { cursor } = await pull('leads');
    const { dealId } = (await standIn.control('POST', '/objects/leads/convert', { id })) as {
      dealId: string;
    };
    const convertedInto = { object: 'deals', id: dealId };
    expect(await writeOne('leads', id, { tamis_score: 1 })).toEqual({ id, status: 'gone', convertedInto });
    const { gone } = await pull('leads', { cursor });
    expect(gone).toContainEqual({ object: 'leads', id, convertedInto });
  });

  it.each(['not-found', 'gone', 'shown'])(
    'are not written to people who were merged away: %s',
    async (mergedById) => {
      await standIn.control('PATCH', '/settings', { unknowns: { mergedById } });
      const [winner, loser] = await standIn.held('persons');
      const { cursor } = await pull('persons');
      await standIn.control('POST', '/objects/persons/merge', { primaryId: winner?.id, loserId: loser?.id });
      expect(await writeOne('persons', loser?.id ?? '', { tamis_score: 1 })).toMatchObject({
        status: 'gone',
      });
      expect(byId((await pull('persons', { cursor })).records, winner?.id ?? '')).toBeDefined();
    },
  );
});

describe('a hard day', () => {
  it('with refresh tokens that are good once goes on, and keeps the new ones', async () => {
    await standIn.control('PATCH', '/settings', { unknowns: { refreshToken: 'single-use' } });
    const tokens = await standIn.tokens();
    const before = tokens.current;
    adapter = await standIn.open({ tokens });
    for (const _round of [1, 2]) {
      await standIn.control('POST', '/tokens/expire');
      expect((await pull('persons')).records).toHaveLength(200);
    }
    expect(tokens.current.refreshToken).not.toBe(before.refreshToken);
  });

  it('of full windows costs time and nobody, and never goes beyond a plan that was told', async () => {
    await standIn.control('PATCH', '/settings', {
      limits: { oauth: 10 },
      unknowns: { rateLimitBody: 'text' },
    });
    adapter = await standIn.open();
    await adapter.account(never);
    await standIn.control('DELETE', '/stats');
    await Promise.all(Array.from({ length: 15 }, () => adapter.account(never)));
    const { limits } = (await standIn.control('GET', '/stats')) as { limits: { refused: number } };
    expect(limits.refused).toBe(0);
  });

  it('behind the firewall stops everything', async () => {
    await standIn.control('PUT', '/faults', [
      {
        when: { path: '/persons' },
        effect: {
          kind: 'reply',
          status: 403,
          html: '<!DOCTYPE html><title>Attention Required! | Cloudflare</title>',
        },
      },
    ]);
    const error = await pull('persons').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Banned);
    expect(error).toMatchObject({ until: expect.any(Number) });
    expect((error as Banned).until).toBeGreaterThan(START);
  });
});
