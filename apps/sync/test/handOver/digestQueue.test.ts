import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { freshDatabase } from '@tamis/postgres/testing';
import type { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, beforeEach, expect, inject, it, vi } from 'vitest';
import { openMailer } from '../../src/handOver/mailer.ts';
import { startDigests } from '../../src/jobs/digestQueue.ts';
import { startBoss } from '../../src/jobs/runQueue.ts';
import { openLog } from '../../src/serve/log.ts';
import { openStore, type Store } from '../../src/service/openStore.ts';
import type { Scope } from '../../src/store/schema.ts';
import { type MailServer, startMailServer } from './mailServer.ts';
import { addCompany, addLead, addPerson, addRun, DURING_THE_WEEK, MONDAY, WEEK } from './week.ts';

const PACE = { lookEveryMs: 500, sendEverySeconds: 0.5, firstPauseSeconds: 1 };
const PATIENCE = { timeout: 20_000, interval: 50 };
const FROM = { name: 'Tamis, Acme', address: 'tamis@example.com' };
const HOSTILE = '<img src=x onerror=alert(1)>';

let mailServer: MailServer;
let store: Store;
let logged: string[];
const open = new AsyncDisposableStack();

beforeAll(async () => {
  mailServer = open.use(await startMailServer());
});
beforeEach(async () => {
  const database = await freshDatabase(inject('postgresUrl'), inject('template'));
  open.defer(() => database.drop());
  store = await openStore(database, randomBytes(32));
  open.defer(() => store.close());
  logged = [];
  mailServer.answer = 'accept';
});
afterAll(() => open.disposeAsync());

/** A process that sends digests while it is this hour. */
async function startProcess(at: number) {
  const log = openLog({ write: (text: string) => logged.push(text) }, 'debug');
  const boss = await startBoss(store.url, (error) => log.failed('queue', error));
  const mailer = openMailer({ smtpUrl: mailServer.url, from: FROM });
  let looks = 0;
  const now = () => {
    looks += 1;
    return at;
  };
  const loop = await startDigests(
    boss,
    { store, mailer, log, publicUrl: 'https://tamis.example', now },
    PACE,
  );
  let stopped: Promise<void> | null = null;
  const stop = async () => {
    await loop.stop();
    await boss.stop({ graceful: true, timeout: 5_000 });
  };
  const started = {
    boss,
    stop: () => (stopped ??= stop()),
    hasLooked: () => vi.waitFor(() => expect(looks).toBeGreaterThan(6), PATIENCE),
  };
  open.defer(started.stop);
  return started;
}

/** A company with two administrators and one other person, whose week had one new SQL. */
async function addBusyCompany(name: string): Promise<Scope> {
  const { owner } = store;
  const scope = await addCompany(owner, name);
  await addRun(owner, scope);
  await addLead(owner, scope, { name: HOSTILE, history: [[DURING_THE_WEEK, 'sql']] });
  await addPerson(owner, scope, { name: `ada.${name}`, role: 'admin', language: 'en' });
  await addPerson(owner, scope, { name: `zoe.${name}`, role: 'admin', language: 'fr' });
  await addPerson(owner, scope, { name: `eve.${name}`, role: 'editor', language: 'en' });
  return scope;
}

/** Waits until so many e-mails have been dealt with, one way or the other. */
function settled({ boss }: { boss: PgBoss }, mails: number): Promise<void> {
  return vi.waitFor(async () => {
    const jobs = await boss.findJobs('digests');
    expect(jobs.filter(({ state }) => state === 'completed')).toHaveLength(mails);
    expect(jobs).toHaveLength(mails);
  }, PATIENCE);
}

const mailsOf = (name: string) =>
  mailServer.taken.filter(({ recipients }) => recipients.some((to) => to.endsWith(`.${name}@example.com`)));
const digests = () => store.owner.selectFrom('digests').select(['week', 'sent_at']).execute();

it('reaches each administrator once in the own language, though two processes send', async () => {
  await addBusyCompany('twice');
  const processes = await Promise.all([startProcess(MONDAY), startProcess(MONDAY)]);
  await settled(processes[0], 2);
  await Promise.all(processes.map(({ hasLooked }) => hasLooked()));
  await Promise.all(processes.map(({ stop }) => stop()));
  const mails = mailsOf('twice').toSorted((a, b) => (a.subject ?? '').localeCompare(b.subject ?? ''));
  expect(mails.map(({ recipients, subject }) => [recipients, subject])).toEqual([
    [['zoe.twice@example.com'], 'twice : 1 nouveau SQL, 0 nouveau MQL'],
    [['ada.twice@example.com'], 'twice: 1 new SQL, 0 new MQLs'],
  ]);
  for (const { text, html, from, headers } of mails) {
    expect(from).toMatchObject(FROM);
    expect(headers).toContainEqual(
      expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
    );
    expect(text).toContain(HOSTILE);
    expect(html).not.toContain('<img');
  }
  expect(await digests()).toEqual([{ week: WEEK.name, sent_at: MONDAY }]);
});

it('is not sent before Monday at eight, nor while a run of the week is under way, nor before the first run', async () => {
  const scope = await addBusyCompany('early');
  const early = await startProcess(MONDAY - 1);
  await early.hasLooked();
  await early.stop();
  expect((await digests()).map(({ week }) => week)).toEqual(['2026-W47']);
  await addRun(store.owner, scope, { at: MONDAY - 1, status: 'running' });
  const fresh = await addCompany(store.owner, 'fresh');
  await addPerson(store.owner, fresh, { name: 'new.fresh', role: 'admin', language: 'en' });
  await addRun(store.owner, fresh, { at: MONDAY });
  const onTime = await startProcess(MONDAY);
  await onTime.hasLooked();
  expect(await digests()).toHaveLength(1);
  await store.owner.updateTable('runs').set({ status: 'done' }).where('status', '=', 'running').execute();
  await settled(onTime, 4);
  expect((await digests()).map(({ week }) => week).toSorted()).toEqual(['2026-W47', WEEK.name]);
  expect(mailsOf('fresh')).toEqual([]);
});

it('is offered again when the server could not take it, and never to whom it was delivered', async () => {
  await addBusyCompany('late');
  mailServer.answer = 'later';
  const offeredBefore = mailServer.offered.length;
  const first = await startProcess(MONDAY);
  await vi.waitFor(() => expect(mailServer.offered.length - offeredBefore).toBeGreaterThan(2), PATIENCE);
  await first.stop();
  expect(mailsOf('late')).toEqual([]);
  expect((await digests())[0]?.sent_at).toBeNull();
  const failure = logged.map((line) => JSON.parse(line)).find(({ what }) => what === 'digest');
  expect(failure).toMatchObject({ error: { name: 'MailNotSent', code: 'EMESSAGE' } });
  mailServer.answer = 'accept';
  const second = await startProcess(MONDAY);
  await settled(second, 2);
  await second.hasLooked();
  expect(mailsOf('late')).toHaveLength(2);
  expect(new Set(mailServer.offered.slice(offeredBefore)).size).toBe(2);
  expect(logged.join('')).not.toMatch(/@example\.com|not this one/);
});

it('is not offered again when the server refuses it for good', async () => {
  await addBusyCompany('refused');
  mailServer.answer = 'never';
  const offeredBefore = mailServer.offered.length;
  const process = await startProcess(MONDAY);
  await settled(process, 2);
  expect(mailServer.offered.length - offeredBefore).toBe(2);
  expect(logged.filter((line) => line.includes('"outcome":"refused"'))).toHaveLength(2);
});

it('gives up on a server that does not answer when the process is to end', async () => {
  const silent = createServer();
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  open.defer(() => void silent.close());
  const mailer = openMailer({
    smtpUrl: `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`,
    from: FROM,
  });
  const ending = new AbortController();
  const mail = { to: 'ada@example.com', subject: 's', text: 't', html: 'h', messageId: '<1@example.com>' };
  const sent = mailer.send(mail, ending.signal);
  await once(silent, 'connection');
  ending.abort();
  await expect(sent).rejects.toMatchObject({ name: 'MailNotSent', forGood: false });
});
