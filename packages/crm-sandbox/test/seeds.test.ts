import { describe, expect, it } from 'vitest';
import { type Connection, connect, type Json } from './support/connection.ts';

const NOW = Date.UTC(2026, 10, 1);

async function dump(connection: Connection, object: string): Promise<Json[]> {
  const text = await (await fetch(`${connection.sandbox.url}/_sandbox/objects/${object}`)).text();
  return text === ''
    ? []
    : text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
}

/** A sandbox whose clock stands still before it is filled, so that two fillings see the same time. */
async function seeded(seed: number, contacts = 400): Promise<Connection> {
  const connection = await connect();
  await connection.control('POST', '/clock', { freeze: NOW });
  await connection.control('POST', '/seed', { contacts, seed });
  return connection;
}

describe('the generator', () => {
  it('regression: two sandboxes started with the same seed and time hold the same leads, to the millisecond', async () => {
    const started = [await connect({ contacts: 400, now: NOW }), await connect({ contacts: 400, now: NOW })];
    const [first, second] = await Promise.all(started.map((one) => dump(one, 'contacts')));
    expect(first).toEqual(second);
  });

  it('makes the same leads for the same seed and time, and others for another seed', async () => {
    const [first, same, other] = await Promise.all([seeded(7), seeded(7), seeded(8)]);
    for (const object of ['contacts', 'companies', 'deals', 'meetings'])
      expect(await dump(first, object)).toEqual(await dump(same, object));
    expect(await dump(first, 'contacts')).not.toEqual(await dump(other, 'contacts'));
  });

  it('keeps every value within what HubSpot would accept, but for the malformed addresses', async () => {
    const connection = await seeded(1);
    const contacts = await dump(connection, 'contacts');
    const readOnly =
      /^(hs_analytics_|hs_email_|num_|first_conv|recent_conv|engagements_|associatedcompanyid)/;
    for (const { id, properties } of contacts) {
      const own = Object.entries(properties).filter(([name]) => !readOnly.test(name) && name !== 'email');
      await connection.control('PATCH', `/objects/contacts/${id}`, { properties: Object.fromEntries(own) });
    }
    expect(contacts).toHaveLength(400);
  });

  it('spreads leads over the whole way, with good and bad addresses, permissions, deals and meetings', async () => {
    const connection = await seeded(1, 2000);
    const contacts = await dump(connection, 'contacts');
    const share = (test: (properties: Json) => unknown) =>
      contacts.filter(({ properties }) => test(properties)).length / contacts.length;
    const stage = (name: string) => share(({ lifecyclestage }) => lifecyclestage === name);
    for (const name of ['lead', 'marketingqualifiedlead', 'salesqualifiedlead', 'opportunity', 'customer'])
      expect(stage(name), name).toBeGreaterThan(0.02);
    expect(share(({ email }) => email === undefined)).toBeGreaterThan(0.01);
    expect(
      share(({ email }) => /@(yopmail|mailinator|guerrillamail|10minutemail|trashmail)/.test(email)),
    ).toBeGreaterThan(0.002);
    expect(share(({ email }) => /@gmail\.com$/.test(email))).toBeGreaterThan(0.02);
    expect(share(({ hs_legal_basis }) => hs_legal_basis === undefined)).toBeGreaterThan(0.1);
    expect(share(({ hs_email_optout }) => hs_email_optout === 'true')).toBeGreaterThan(0.01);
    expect(
      share(({ hs_analytics_last_url }) => /tarifs|pricing/.test(hs_analytics_last_url)),
    ).toBeGreaterThan(0.04);
    expect(
      share(({ recent_conversion_event_name }) => /démo/.test(recent_conversion_event_name)),
    ).toBeGreaterThan(0.05);
    expect(
      share(({ product_plan_limit_reached_at }) => product_plan_limit_reached_at !== undefined),
    ).toBeGreaterThan(0.02);
    const outcomes = new Set(
      (await dump(connection, 'meetings')).map(({ properties }) => properties.hs_meeting_outcome),
    );
    expect([...outcomes]).toEqual(expect.arrayContaining(['COMPLETED', 'NO_SHOW', 'SCHEDULED']));
    const deals = new Set((await dump(connection, 'deals')).map(({ properties }) => properties.dealstage));
    expect([...deals].toSorted()).toEqual(['closedlost', 'closedwon', 'qualifiedtobuy']);
  });

  it('gives no lead a future: nothing but planned meetings and open deals lies after the present', async () => {
    for (const { createdAt, updatedAt, properties } of await dump(await seeded(3), 'contacts')) {
      expect(createdAt).toBeLessThanOrEqual(NOW);
      expect(updatedAt).toBeGreaterThanOrEqual(createdAt);
      for (const [name, value] of Object.entries(properties))
        if (/timestamp|_date$|_at$/.test(name))
          expect(Date.parse(String(value)), name).toBeLessThanOrEqual(NOW);
    }
  });

  it('bare contacts have plain properties only, with a company and engagements where asked for', async () => {
    const connection = await connect();
    const seed = { contacts: 50, profile: 'bare' };
    await connection.control('POST', '/seed', seed);
    const [contact] = await dump(connection, 'contacts');
    expect(Object.keys(contact.properties)).toContain('email');
    expect(Object.keys(contact.properties).filter((name) => name.startsWith('hs_'))).toEqual([]);
    expect(await dump(connection, 'companies')).toEqual([]);
    const full = await connect();
    const counts = await full.control('POST', '/seed', {
      ...seed,
      companies: true,
      engagementsPerContact: 5,
    });
    expect(counts).toMatchObject({ contacts: 50, calls: 50, emails: 50, notes: 50, meetings: 50, tasks: 50 });
    expect(counts.companies).toBe(50);
  });
});
