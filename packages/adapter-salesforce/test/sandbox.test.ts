import { createHash } from 'node:crypto';
import { type Adapter, ReconnectNeeded } from '@tamis/adapter';
import { MemoryTokens } from '@tamis/adapter-conformance';
import { afterEach, describe, expect, it } from 'vitest';
import { salesforce } from '../src/index.ts';
import { never } from './connection.ts';
import { pullAll, START, StandIn } from './standIn.ts';

let standIn: StandIn;

afterEach(() => standIn.close());

function place<T>(items: readonly T[], index: number): T {
  const item = items.at(index);
  if (item === undefined) throw new RangeError(`no item ${index}`);
  return item;
}

it('a person connects on the consent page, and disconnects', async () => {
  standIn = await StandIn.start(1);
  await standIn.control('PATCH', '/settings', { oauth: { requirePkce: true } });
  const flow = salesforce.oauth(standIn.settings, () => START);
  const redirectUri = 'http://127.0.0.1:1/cb';
  const codeVerifier = 'v'.repeat(43);
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
  const consent = flow.authorizeUrl({ redirectUri, state: 's-1', codeChallenge });
  const body = new URLSearchParams({ decision: 'allow' });
  const allowed = await fetch(consent, { method: 'POST', redirect: 'manual', body });
  const back = new URL(allowed.headers.get('location') ?? '');
  const code = back.searchParams.get('code') ?? '';
  expect(back.searchParams.get('state')).toBe('s-1');
  const tokens = new MemoryTokens(await flow.exchange({ code, redirectUri, codeVerifier }));
  expect(tokens.current).toMatchObject({ apiUrl: standIn.url, expiresAt: null });
  const adapter = await standIn.open({ ports: { tokens } });
  expect((await pullAll(adapter)).records).toHaveLength(1);
  await flow.revoke(tokens.current);
  await expect(adapter.account(never)).rejects.toThrow(ReconnectNeeded);
});

describe('an organization as people use it', () => {
  it('is read object by object, each activity and opportunity with whom it concerns', async () => {
    standIn = await StandIn.start(600, 'believable');
    const adapter = await standIn.open();
    expect(await adapter.account(never)).toMatchObject({ timeZone: 'Europe/Paris', uiUrl: standIn.url });
    const ids = new Map<string, Set<string>>();
    for (const { name } of adapter.capabilities.objects.toReversed()) {
      const [field] = await adapter.describe(name, never);
      const { records } = await pullAll(adapter, { object: name, fields: [field?.name ?? ''] });
      expect(records.length, name).toBeGreaterThan(0);
      ids.set(name, new Set(records.map(({ id }) => id)));
    }
    for (const { name, associations, role } of adapter.capabilities.objects) {
      const { records } = await pullAll(adapter, { object: name, fields: [], associations });
      for (const record of records) {
        const linked = associations.flatMap((to) =>
          (record.associations?.[to] ?? []).map((id) => ids.get(to)?.has(id)),
        );
        expect(linked).not.toContain(false);
        if (role === 'activity' || role === 'deal') expect(linked.length, name).toBeGreaterThan(0);
      }
    }
  });

  it('has every field that the default mapping reads, once the own ones are created', async () => {
    standIn = await StandIn.start(0);
    const adapter = await standIn.open();
    const created = await adapter.provision(salesforce.ownFields, never);
    expect(created).toHaveLength(salesforce.ownFields.length);
    expect(await adapter.provision(salesforce.ownFields, never)).toEqual([]);
    expect(await (await standIn.open()).provision(salesforce.ownFields, never)).toEqual([]);
    const known = new Set<string>();
    for (const { name } of adapter.capabilities.objects) {
      for (const field of await adapter.describe(name, never)) known.add(`${name}/${field.name}`);
    }
    const { fields, activities } = salesforce.defaultMapping;
    for (const { object, field } of fields) expect(known).toContain(`${object}/${field}`);
    for (const { object, at } of activities) expect(known).toContain(`${object}/${at}`);
  });
});

describe('jobs of the Bulk API', () => {
  it('bring the very records that pages bring, and take changes with an outcome for each', async () => {
    standIn = await StandIn.start(2500);
    const paged = await standIn.open();
    const jobbed = await standIn.open({ bulkFrom: 1 });
    await paged.provision(salesforce.ownFields, never);
    const { records } = await pullAll(paged);
    const victims = {
      deleted: place(records, 10).id,
      converted: place(records, 20).id,
      bad: place(records, 30).id,
    };
    await standIn.control('DELETE', `/objects/Lead/${victims.deleted}`);
    const { properties } = await standIn.person('POST', 'Lead/convert', { id: victims.converted });
    const changes = records.map(({ id }, index) => ({
      id,
      fields: { Tamis_Score__c: index, Tamis_Stage__c: id === victims.bad ? 'no-such-stage' : 'mql' },
    }));
    const outcomes = await paged.push({ object: 'Lead', changes, signal: never });
    expect(outcomes.map(({ id }) => id)).toEqual(changes.map(({ id }) => id));
    const special = new Map(outcomes.flatMap((one) => (one.status === 'written' ? [] : [[one.id, one]])));
    expect(special).toEqual(
      new Map<string, unknown>([
        [victims.deleted, { id: victims.deleted, status: 'gone' }],
        [
          victims.converted,
          {
            id: victims.converted,
            status: 'gone',
            convertedInto: { object: 'Contact', id: properties.ConvertedContactId },
          },
        ],
        [
          victims.bad,
          expect.objectContaining({ status: 'refused', code: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST' }),
        ],
      ]),
    );
    const fields = ['Email', 'Company', 'CreatedDate', 'IsDeleted', 'Tamis_Score__c', 'Tamis_Stage__c'];
    const [byPages, byJob] = [await pullAll(paged, { fields }), await pullAll(jobbed, { fields })];
    expect(byJob.records.map(comparable)).toEqual(byPages.records.map(comparable));
    expect(byJob.gone).toEqual(byPages.gone);
    expect(byPages.records).toHaveLength(2498);
  });
});

/** Times are written with another offset in CSV. */
function comparable({ fields, ...record }: { fields: Readonly<Record<string, unknown>> }) {
  return { ...record, fields: { ...fields, CreatedDate: Date.parse(String(fields.CreatedDate)) } };
}

describe('what people do meanwhile', () => {
  it('a contact that gets a role brings its opportunity back, and one that loses it as well', async () => {
    standIn = await StandIn.start(300, 'believable');
    const adapter = await standIn.open();
    const request = { object: 'Opportunity', fields: ['Name'], associations: ['Contact'] };
    const { records, cursor } = await pullAll(adapter, request);
    const deal = place(records, 3);
    const newcomer = place((await pullAll(adapter, { object: 'Contact' })).records, -1).id;
    const properties = { OpportunityId: deal.id, ContactId: newcomer };
    const role = await standIn.person('POST', 'OpportunityContactRole', { properties });
    const added = await pullAll(adapter, { ...request, cursor });
    const roles = [...(deal.associations?.Contact ?? []), newcomer];
    expect(added.records.find(({ id }) => id === deal.id)?.associations?.Contact?.toSorted()).toEqual(
      roles.toSorted(),
    );
    await standIn.control('DELETE', `/objects/OpportunityContactRole/${role.id}`);
    const removed = await pullAll(adapter, { ...request, cursor: added.cursor });
    expect(removed.records.find(({ id }) => id === deal.id)?.associations).toEqual(deal.associations);
  });

  it('a lead that is converted during a walk goes on as its contact', async () => {
    standIn = await StandIn.start(2500);
    const adapter = await standIn.open();
    const { records } = await pullAll(adapter);
    const victim = place(records, 2400).id;
    const walk = await pullAll(adapter, {}, async (_page, index) => {
      if (index === 0) await standIn.person('POST', 'Lead/convert', { id: victim });
    });
    await standIn.control('POST', '/clock', { advanceMs: 60_000 });
    const later = await pullAll(await standIn.open(), { cursor: walk.cursor });
    const notices = [...walk.gone, ...later.gone].filter(({ id }) => id === victim);
    expect(notices[0]?.convertedInto?.object).toBe('Contact');
    const contacts = await pullAll(adapter, { object: 'Contact' });
    expect(contacts.records.map(({ id }) => id)).toContain(notices[0]?.convertedInto?.id);
  });

  it('a task that a person has worked on is left as it is when it is asked for again', async () => {
    standIn = await StandIn.start(5);
    const adapter = await standIn.open();
    const recordId = place((await pullAll(adapter)).records, 0).id;
    const texts = { title: 'Call Ada', body: 'Because' };
    const draft = { key: 'k-1', object: 'Lead', recordId, ownerId: null, dueAt: START, ...texts };
    const [made] = await adapter.createTasks([draft], never);
    const id = made?.status === 'created' ? made.id : '';
    await standIn.person('PATCH', `Task/${id}`, { properties: { Status: 'Completed', Subject: 'Called' } });
    expect(await (await standIn.open()).createTasks([draft], never)).toEqual([made]);
    const { properties } = await standIn.person('GET', `Task/${id}`);
    expect(properties).toMatchObject({ Status: 'Completed', Subject: 'Called', WhoId: recordId });
  });
});

describe('a hard day', () => {
  let adapter: Adapter;

  it('refresh tokens rotate and sessions end in the middle of a walk', async () => {
    standIn = await StandIn.start(2500);
    await standIn.control('PATCH', '/settings', { oauth: { rotateRefreshTokens: true } });
    const tokens = await standIn.tokens();
    const first = tokens.current;
    adapter = await standIn.open({ ports: { tokens } });
    const { records } = await pullAll(adapter, {}, async (_page, index) => {
      if (index === 0) await standIn.control('POST', '/tokens/expire');
    });
    expect(records).toHaveLength(2500);
    await standIn.control('POST', '/tokens/expire');
    expect((await pullAll(adapter)).records).toHaveLength(2500);
    expect(tokens.current.refreshToken).not.toBe(first.refreshToken);
  });

  it('rows are locked, long requests too many and the server away: it costs time and no record', async () => {
    standIn = await StandIn.start(300);
    adapter = await standIn.open();
    await adapter.provision(salesforce.ownFields, never);
    const vendor = (name: string, index = 0) => ({ effect: { kind: 'vendor', name, index }, times: 1 });
    await standIn.control('PUT', '/faults', [
      { when: { method: 'GET', path: '/query' }, ...vendor('server-unavailable') },
      { when: { method: 'PATCH', path: '/composite/sobjects' }, ...vendor('lock-row', 7) },
    ]);
    const { records } = await pullAll(adapter);
    expect(records).toHaveLength(300);
    const changes = records.slice(0, 200).map(({ id }) => ({ id, fields: { Tamis_Score__c: 5 } }));
    const outcomes = await adapter.push({ object: 'Lead', changes, signal: never });
    expect(outcomes.map(({ id }) => id)).toEqual(changes.map(({ id }) => id));
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['written']));
  });
});
