import { describe, expect, it } from 'vitest';
import { type Connection, connect, makeContacts } from './support/connection.ts';

const CONTACTS = '/crm/v3/objects/contacts';
const script = (connection: Connection, ...faults: object[]) => connection.control('PUT', '/faults', faults);
const list = (connection: Connection) => connection.call('GET', CONTACTS);

describe('scripted faults', () => {
  it('strike the request with the given number and no other', async () => {
    const connection = await connect();
    const html = '<html><body>Bad gateway</body></html>';
    await script(connection, { when: { request: 2 }, effect: { kind: 'reply', status: 502, html } });
    const answers = [await list(connection), await list(connection), await list(connection)];
    expect(answers.map(({ status }) => status)).toEqual([200, 502, 200]);
    expect(answers[1]?.json).toBe(html);
    expect(answers[1]?.headers.get('content-type')).toContain('text/html');
  });

  it('strike requests that fit, after some were let through, as often as said', async () => {
    const connection = await connect();
    const fault = { when: { path: '/search' }, skip: 1, times: 2, effect: { kind: 'reply', status: 503 } };
    await script(connection, fault);
    const statuses: number[] = [];
    for (let at = 0; at < 4; at += 1)
      statuses.push((await connection.call('POST', `${CONTACTS}/search`, {})).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
    expect((await list(connection)).status).toBe(200);
    expect(await connection.control('GET', '/faults')).toMatchObject([{ struck: 2 }]);
  });

  it('a reset before has no effect, a reset after has one whose answer is lost', async () => {
    const connection = await connect();
    const create = (email: string) => connection.call('POST', CONTACTS, { properties: { email } });
    await script(connection, { when: { method: 'POST' }, effect: { kind: 'reset' } });
    await expect(create('a@acme.fr')).rejects.toThrow();
    expect((await list(connection)).json.results).toHaveLength(0);
    await script(connection, { when: { method: 'POST' }, phase: 'after', effect: { kind: 'reset' } });
    await expect(create('b@acme.fr')).rejects.toThrow();
    expect((await list(connection)).json.results).toHaveLength(1);
  });

  it('a reset mid-body breaks the answer off; a truncated one ends as if it were whole', async () => {
    const connection = await connect({ contacts: 5, profile: 'bare' });
    await script(
      connection,
      { when: { request: 1 }, effect: { kind: 'reset-mid-body' } },
      { when: { request: 2 }, effect: { kind: 'truncate' } },
    );
    await expect(list(connection)).rejects.toThrow();
    await expect(list(connection)).rejects.toThrow(SyntaxError);
  });

  it('an answer can be late, or drip a few bytes at a time', async () => {
    const connection = await connect();
    await script(
      connection,
      { when: { request: 1 }, effect: { kind: 'delay', ms: 80 } },
      { when: { request: 2 }, effect: { kind: 'slow-loris', bytes: 2, everyMs: 20 } },
    );
    for (let call = 0; call < 2; call += 1) {
      const start = performance.now();
      expect((await list(connection)).json).toEqual({ results: [] });
      expect(performance.now() - start).toBeGreaterThan(60);
    }
  });

  it('14: 423 is locked, 477 is a migration with Retry-After in seconds', async () => {
    const connection = await connect();
    await script(
      connection,
      { when: { request: 1 }, effect: { kind: 'vendor', name: 'locked' } },
      { when: { request: 2 }, effect: { kind: 'vendor', name: 'migration' } },
    );
    expect((await list(connection)).status).toBe(423);
    const migrating = await list(connection);
    expect(migrating.status).toBe(477);
    expect(migrating.headers.get('Retry-After')).toBe('2');
  });

  it('a token can expire in the middle of a run', async () => {
    const connection = await connect();
    const { accessToken } = await connection.control('POST', '/tokens', {});
    await script(connection, { when: { request: 2 }, effect: { kind: 'vendor', name: 'expired-token' } });
    const call = () => connection.call('GET', CONTACTS, undefined, accessToken);
    expect((await call()).status).toBe(200);
    expect((await call()).json.category).toBe('EXPIRED_AUTHENTICATION');
    expect((await call()).status).toBe(401);
  });

  it('a batch can have one bad record: the others are written, it is named in a 207', async () => {
    const connection = await connect();
    const ids = await makeContacts(connection, [{}, {}, {}]);
    await script(connection, { effect: { kind: 'vendor', name: 'bad-record', index: 1 } });
    const inputs = ids.map((id) => ({ id, properties: { jobtitle: 'CEO' } }));
    const answer = await connection.call('POST', `${CONTACTS}/batch/update`, { inputs });
    expect(answer.status).toBe(207);
    expect(answer.json.results).toHaveLength(2);
    expect(answer.json.errors).toMatchObject([{ category: 'VALIDATION_ERROR', context: { ids: [ids[1]] } }]);
  });

  it('a conflict can follow one record through every batch it is in', async () => {
    const connection = await connect();
    const [one = '', two = ''] = await makeContacts(connection, [{}, {}]);
    const effect = { kind: 'vendor', name: 'conflict' };
    await script(connection, { when: { body: `"${two}"` }, times: null, effect });
    const update = async (...ids: string[]) => {
      const inputs = ids.map((id) => ({ id, properties: { jobtitle: 'CEO' } }));
      return (await connection.call('POST', `${CONTACTS}/batch/update`, { inputs })).status;
    };
    expect(await update(one, two)).toBe(409);
    expect(await update(one)).toBe(200);
    expect(await update(two)).toBe(409);
  });

  it('a script with a mistake in it is refused with the reason', async () => {
    const connection = await connect();
    await expect(script(connection, { effect: { kind: 'earthquake' } })).rejects.toThrow('400');
  });
});
