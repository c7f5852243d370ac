import type { Adapter, Cursor, PullPage, PullRequest } from '@tamis/adapter';
import { MemoryTokens } from '@tamis/adapter-conformance';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hubspot } from '../src/index.ts';
import { never } from './connection.ts';
import { START, StandIn } from './standIn.ts';

let standIn: StandIn;
let adapter: Adapter;

function control(method: string, path: string, body?: unknown): Promise<unknown> {
  return standIn.control(method, path, body);
}

async function sandboxNow(): Promise<number> {
  const { now } = (await control('GET', '/clock')) as { now: string };
  return Date.parse(now);
}

beforeEach(async () => {
  standIn = await StandIn.start();
  adapter = standIn.open();
});

afterEach(() => standIn.close());

/** Pulls contacts; `onPage` may change the world between pages. */
async function pull(
  request: Partial<PullRequest> = {},
  onPage: (page: PullPage, index: number) => Promise<unknown> = async () => undefined,
) {
  const pages: PullPage[] = [];
  const base = {
    object: 'contacts',
    fields: ['email', 'firstname'],
    cursor: null,
    associations: [],
    signal: never,
  };
  for await (const page of adapter.pull({ ...base, ...request })) {
    await onPage(page, pages.length);
    pages.push(page);
  }
  const records = pages.flatMap((page) => page.records);
  const last = pages.at(-1)?.cursor;
  if (last === undefined) throw new Error('a pull gives at least one page');
  return { pages, records, ids: new Set(records.map(({ id }) => id)), cursor: last };
}

function place<T>(items: readonly T[], index: number): T {
  const item = items.at(index);
  if (item === undefined) throw new RangeError(`no item ${index}`);
  return item;
}

async function firstIds(): Promise<string[]> {
  return [...(await pull()).ids];
}

function change(id: string, fields: Record<string, string | number>) {
  return { id, fields };
}

describe('a full walk over the stand-in', () => {
  it('reads every contact in whole pages and then goes on with the changes', async () => {
    const { ids, cursor } = await pull();
    expect(ids.size).toBe(1000);
    expect(adapter.counts()).toEqual({
      calls: 1 + 5,
      associationCalls: 0,
      activityCalls: 0,
      rateLimited: 0,
      budgetUsed: 6,
    });
    expect(cursor).toMatchObject({ phase: 'changes', id: '0' });
  });

  it('misses nobody while contacts are deleted, merged and created', async () => {
    const all = await firstIds();
    const victims = [place(all, 5), place(all, 405), place(all, 905)];
    const { ids, cursor } = await pull({}, async (_page, index) => {
      if (index === 1) for (const id of victims) await control('DELETE', `/objects/contacts/${id}`);
      if (index === 2)
        await control('POST', '/objects/contacts/merge', {
          primaryId: place(all, 800),
          loserId: place(all, 850),
        });
      if (index === 3)
        await control('POST', '/objects/contacts', { properties: { email: 'new@example.com' } });
    });
    const lost = new Set([...victims, place(all, 800), place(all, 850)]);
    expect(all.filter((id) => !ids.has(id) && !lost.has(id))).toEqual([]);
    const after = await pull({ cursor });
    const survivor = [...(await pull({ fields: ['email'] })).records].find(({ mergedIds }) =>
      mergedIds?.includes(place(all, 850)),
    );
    expect(survivor).toBeDefined();
    expect([...ids, ...after.ids]).toContain(survivor?.id);
    expect(after.records.some(({ fields }) => fields.email === 'new@example.com')).toBe(true);
  });
});

describe('the changes on the stand-in', () => {
  it.each(['id', 'scrambled'])(
    'come once each when 800 records share a millisecond, ties: %s',
    async (ties) => {
      await control('PATCH', '/settings', { unknowns: { ties } });
      const { cursor } = await pull();
      await control('POST', '/clock', { advanceMs: 60_000 });
      await control('POST', '/objects/contacts/modify', {
        count: 800,
        properties: { firstname: 'Changed' },
      });
      adapter = standIn.open({ now: () => START + 120_000 });
      const { records } = await pull({ cursor });
      expect(records).toHaveLength(800);
      expect(new Set(records.map(({ id }) => id)).size).toBe(800);
    },
  );

  it('find what the index showed late on the second look', async () => {
    const all = await firstIds();
    await control('POST', '/clock', { freeze: START + 10_000 });
    await control('PATCH', '/settings', { indexLag: { ms: 800 } });
    const cursor: Cursor = { phase: 'changes', modified: START + 1000, id: '0', archivedAt: START };
    await control('PATCH', `/objects/contacts/${place(all, 3)}`, { properties: { firstname: 'Late' } });
    adapter = standIn.open({ now: () => START + 10_500 });
    const first = await pull({ cursor });
    expect(first.ids.has(place(all, 3))).toBe(false);
    await control('POST', '/clock', { advanceMs: 5000 });
    adapter = standIn.open({ now: () => START + 20_000 });
    expect((await pull({ cursor: first.cursor })).ids).toContain(place(all, 3));
  });

  it('tell once a day who was deleted', async () => {
    const { ids, cursor } = await pull();
    const victim = place([...ids], 42);
    await control('DELETE', `/objects/contacts/${victim}`);
    expect((await pull({ cursor })).pages.flatMap(({ gone }) => gone)).toEqual([]);
    const tomorrow = (await sandboxNow()) + 25 * 3_600_000;
    await control('POST', '/clock', { run: tomorrow });
    adapter = standIn.open({ now: () => tomorrow });
    expect((await pull({ cursor })).pages.flatMap(({ gone }) => gone)).toEqual([
      { object: 'contacts', id: victim },
    ]);
  });
});

describe('a merged contact that was deleted before anybody read it', () => {
  it('tells of both that it was made of', async () => {
    const { ids, cursor } = await pull();
    const [primaryId, loserId] = [place([...ids], 42), place([...ids], 43)];
    const { id } = (await control('POST', '/objects/contacts/merge', { primaryId, loserId })) as {
      id: string;
    };
    await control('DELETE', `/objects/contacts/${id}`);
    const tomorrow = (await sandboxNow()) + 25 * 3_600_000;
    await control('POST', '/clock', { run: tomorrow });
    adapter = standIn.open({ now: () => tomorrow });
    const gone = (await pull({ cursor })).pages.flatMap((page) => page.gone);
    expect(gone).toHaveLength(3);
    expect(gone).toContainEqual({ object: 'contacts', id });
    for (const part of [primaryId, loserId])
      expect(gone).toContainEqual({ object: 'contacts', id: part, mergedInto: id });
  });
});

describe('writes to the stand-in', () => {
  beforeEach(async () => {
    await adapter.provision(hubspot.ownFields, never);
  });

  it('come back as they were written, and provisioning twice creates nothing', async () => {
    expect(await adapter.provision(hubspot.ownFields, never)).toEqual([]);
    const ids = (await firstIds()).slice(0, 100);
    const changes = ids.map((id) => change(id, { tamis_score: 42, tamis_stage: 'mql' }));
    const outcomes = await adapter.push({ object: 'contacts', changes, signal: never });
    expect(outcomes.every(({ status }) => status === 'written')).toBe(true);
    expect(outcomes[0]).toMatchObject({ id: ids[0], fields: { tamis_score: '42', tamis_stage: 'mql' } });
  });

  it('give one outcome each where one value is bad, one record deleted, one merged and one address taken', async () => {
    const { records } = await pull();
    const ids = records.slice(0, 100).map(({ id }) => id);
    const [bad, deleted, primary, loser, conflicting] = [
      place(ids, 10),
      place(ids, 20),
      place(ids, 30),
      place(ids, 40),
      place(ids, 50),
    ];
    await control('PATCH', '/settings', {
      unknowns: { writeToMergedId: 'not-found', batchOrder: 'reversed' },
    });
    await control('DELETE', `/objects/contacts/${deleted}`);
    const { id: survivor } = (await control('POST', '/objects/contacts/merge', {
      primaryId: primary,
      loserId: loser,
    })) as { id: string };
    const taken = String(place(records, 700).fields.email);
    const changes = ids.map((id) => {
      if (id === bad) return change(id, { tamis_stage: 'no-such-stage' });
      return id === conflicting ? change(id, { email: taken }) : change(id, { tamis_score: 7 });
    });
    const outcomes = await adapter.push({ object: 'contacts', changes, signal: never });
    expect(outcomes.map(({ id }) => id)).toEqual(ids);
    const of = (id: string) => outcomes.find((outcome) => outcome.id === id);
    expect(of(bad)).toMatchObject({ status: 'refused', code: 'VALIDATION_ERROR' });
    expect(of(conflicting)).toMatchObject({ status: 'refused', code: 'CONFLICT' });
    expect(of(deleted)).toEqual({ id: deleted, status: 'gone' });
    expect(of(loser)).toEqual({ id: loser, status: 'gone', mergedInto: survivor });
    const special = new Set([bad, deleted, primary, loser, conflicting]);
    expect(outcomes.filter(({ id, status }) => !special.has(id) && status !== 'written')).toEqual([]);
  });

  it('are unknown after a cut connection, and harmless to repeat', async () => {
    const [id] = await firstIds();
    if (id === undefined) throw new Error('no contact');
    await control('PUT', '/faults', [
      { when: { path: '/batch/update' }, phase: 'after', effect: { kind: 'reset' } },
    ]);
    const request = { object: 'contacts', changes: [change(id, { tamis_score: 5 })], signal: never };
    expect(await adapter.push(request)).toMatchObject([{ id, status: 'unknown' }]);
    expect(await adapter.push(request)).toMatchObject([
      { id, status: 'written', fields: { tamis_score: '5' } },
    ]);
  });
});

describe('a hard day', () => {
  it('a token that ends in the middle of a walk is replaced once', async () => {
    const issued = (await control('POST', '/tokens', {})) as {
      accessToken: string;
      refreshToken: string;
      expiresIn: number;
    };
    const tokens = new MemoryTokens({
      accessToken: issued.accessToken,
      refreshToken: issued.refreshToken,
      expiresAt: START + 1_800_000,
    });
    adapter = standIn.open({ tokens });
    const { ids } = await pull({}, async (_page, index) => {
      if (index === 1) await control('POST', '/tokens/expire');
    });
    expect(ids.size).toBe(1000);
    expect(tokens.current.accessToken).not.toBe(issued.accessToken);
    expect(tokens.current.refreshToken).toBe(issued.refreshToken);
  });

  it('a storm of refusals, HTML errors and half answers costs time and no record', async () => {
    const tooMany = {
      status: 'error',
      errorType: 'RATE_LIMIT',
      message: 'You have reached your secondly limit.',
    };
    await control('PUT', '/faults', [
      { when: { path: '/search' }, skip: 1, times: 3, effect: { kind: 'reply', status: 429, json: tooMany } },
      {
        when: { path: '/search' },
        times: 1,
        skip: 2,
        effect: { kind: 'reply', status: 502, html: '<html>Bad gateway</html>' },
      },
      { when: { path: '/search' }, times: 1, skip: 3, effect: { kind: 'truncate' } },
      { when: { path: '/search' }, times: 1, skip: 4, effect: { kind: 'reset-mid-body' } },
    ]);
    expect((await pull()).ids.size).toBe(1000);
    expect(adapter.counts().rateLimited).toBe(3);
  });

  it('stops between pages with the reason of its signal', async () => {
    const leaving = new AbortController();
    const walk = pull({ signal: leaving.signal }, async () =>
      leaving.abort(new Error('the run was stopped')),
    );
    await expect(walk).rejects.toThrow('the run was stopped');
  });
});
