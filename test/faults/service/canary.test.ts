import { expect, inject, test } from 'vitest';
import { openWorkplace } from '../workplace.ts';
import { dumpOf } from './dump.ts';
import { lastRunDone, makeDue, runAfter } from './runs.ts';
import { type Serving, serve } from './serving.ts';
import { until } from './until.ts';

const PASSWORD = 'canary-password-6f1d0a';
const MAIL_PASSWORD = 'canary-mail-91c27e';
const EMAIL = 'canary-person-3b8e@company.example';
const BODY = 'canary-body-77d2';

interface Told {
  /** What the service answered when it refused, headers and body. */
  readonly refusals: string[];
  readonly cookie: string;
  readonly link: string;
}

/** The forms in which a secret may lie somewhere without being seen at once. */
function forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [secret, bytes.toString('hex'), bytes.toString('base64'), encodeURIComponent(secret)];
}

function hits(haystack: string, secrets: readonly string[]): readonly string[] {
  return secrets.filter((secret) => forms(secret).some((form) => haystack.includes(form)));
}

async function join(serving: Serving): Promise<Pick<Told, 'cookie' | 'link'>> {
  const link = new URL(await serving.printed(/Set it up here, once: (\S+)/)).hash.slice(1);
  const person = {
    token: link,
    email: 'ada@example.com',
    password: PASSWORD,
    language: 'en',
    workspaceName: 'Acme',
  };
  const answer = await fetch(`${serving.url}/api/invitation/acceptance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  });
  expect(answer.status).toBe(200);
  const [cookie = ''] = answer.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
  return { cookie, link };
}

/** Everything that people and machines get wrong, with a canary in it. */
function mistakes(
  told: Pick<Told, 'cookie' | 'link'>,
): readonly (readonly [path: string, init: RequestInit])[] {
  const post = (body: string): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: told.cookie },
    body,
  });
  return [
    ['/api/session', post(JSON.stringify({ email: EMAIL, password: PASSWORD }))],
    ['/api/session', post(`{"password": "${PASSWORD}", ${BODY}`)],
    ['/api/session', post(JSON.stringify({ email: BODY, password: [PASSWORD] }))],
    ['/api/invitation', post(JSON.stringify({ token: told.link }))],
    ['/api/users', post(JSON.stringify({ email: EMAIL, role: BODY }))],
    [`/api/leads?search=${EMAIL}&sort=${BODY}`, { headers: { cookie: told.cookie } }],
    [`/api/leads/${BODY}`, { headers: { cookie: told.cookie } }],
    [`/api/${BODY}`, {}],
    [
      `/oauth/callback?code=${BODY}&state=${PASSWORD}`,
      { headers: { cookie: told.cookie }, redirect: 'manual' },
    ],
  ];
}

async function refusalsOf(serving: Serving, told: Pick<Told, 'cookie' | 'link'>): Promise<string[]> {
  const found: string[] = [];
  for (const [path, init] of mistakes(told)) {
    const answer = await fetch(`${serving.url}${path}`, init);
    expect(answer.status, path).toBeGreaterThanOrEqual(300);
    found.push(JSON.stringify([...answer.headers]), await answer.text());
  }
  return found;
}

test('a secret in token, e-mail and body is found in no log, no error answer and no dump of the database', async () => {
  await using place = await openWorkplace({
    postgresUrl: inject('postgresUrl'),
    contacts: 30,
    tokens: 'oauth',
  });
  const contact = await place.crm.create({ email: EMAIL, lastname: BODY });
  const serving = await serve({
    variables: {
      ...place.variables,
      TAMIS_LOG_LEVEL: 'debug',
      TAMIS_SMTP_URL: `smtp://tamis:${MAIL_PASSWORD}@127.0.0.1:1`,
      TAMIS_MAIL_FROM: 'tamis@company.example',
    },
  });
  const told = await join(serving);
  const refusals = await refusalsOf(serving, told);

  // A CRM whose refusals repeat what was sent: first of one write, then of everything.
  const echo = {
    status: 'error',
    message: `${EMAIL} ${BODY}`,
    category: 'VALIDATION_ERROR',
    correlationId: BODY,
  };
  await place.crm.strike([
    { when: { path: '/batch/update' }, effect: { kind: 'reply', status: 400, json: echo } },
    {
      when: { path: '/batch/update' },
      skip: 1,
      times: 3,
      effect: { kind: 'reply', status: 502, html: `<p>${EMAIL} ${BODY}</p>` },
    },
  ]);
  await makeDue(place);
  await lastRunDone(place, 0);
  await place.crm.edit(contact, { jobtitle: 'CEO' });
  await place.crm.strike([{ times: null, effect: { kind: 'vendor', name: 'revoked-token' } }]);
  await makeDue(place);
  const revoked = await runAfter(place, 1);
  await until('the run to end', async () => {
    const status = (
      await place.service.db
        .selectFrom('runs')
        .select('status')
        .where('id', '=', revoked.id)
        .executeTakeFirst()
    )?.status;
    return status !== 'running';
  });
  const { stdout, stderr } = await serving.stop();

  const { clientSecret } = place.crm.ready;
  const masterKey = place.variables.TAMIS_MASTER_KEY ?? '';
  const [, session = ''] = told.cookie.split('=');
  const secrets = [PASSWORD, MAIL_PASSWORD, clientSecret, masterKey, session, told.link];
  const issued = place.crm.issued.flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken]);
  expect(issued, 'the connection was made with tokens').toHaveLength(2);
  // The link that is printed for the operator is meant to be read there.
  const logs = `${stdout.replace(/Set it up here, once: \S+/, '')}${stderr}`;
  expect(logs, 'a service that says nothing would prove nothing').toContain('"msg":"request"');
  expect(hits(logs, [...secrets, ...issued, EMAIL, BODY])).toEqual([]);
  expect(hits(refusals.join('\n'), [...secrets, ...issued, EMAIL, BODY])).toEqual([]);

  const dump = await dumpOf(place.variables.DATABASE_URL ?? '');
  expect(dump, 'a dump without the lead would prove nothing').toContain(EMAIL);
  expect(hits(dump, [...secrets, ...issued])).toEqual([]);
});

test('the search itself finds a secret in each form it may hide in', () => {
  const secret = 'canary secret+1';
  for (const form of forms(secret)) expect(hits(`before ${form} after`, [secret])).toEqual([secret]);
});
