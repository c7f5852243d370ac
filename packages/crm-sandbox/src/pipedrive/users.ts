import type { HttpReply } from '../http/exchange.ts';
import type { PipedriveAccount } from './account.ts';
import { answer } from './answer.ts';
import { notFound } from './errors.ts';
import type { Json } from './records/record.ts';
import { sqlTime } from './time.ts';

/** A user of the company. */
interface User {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly isActive: boolean;
}

/** The first one owns the API token and has installed the app. */
export const USERS: readonly [User, ...User[]] = [
  { id: 9001, name: 'Camille Laurent', email: 'camille@rendezvous.example', isActive: true },
  { id: 9002, name: 'Hugo Bernard', email: 'hugo@rendezvous.example', isActive: true },
  { id: 9003, name: 'Inès Moreau', email: 'ines@rendezvous.example', isActive: true },
  { id: 9004, name: 'Paul Ancien', email: 'paul@rendezvous.example', isActive: false },
];

/** All users: https://developers.pipedrive.com/docs/api/v1/Users#getUsers */
export function listUsers(account: PipedriveAccount): HttpReply {
  return answer(USERS.map((user) => present(account, user)));
}

/** One user; throws the 404 for an unknown id. */
export function readUser(account: PipedriveAccount, id: string): HttpReply {
  const user = USERS.find((each) => String(each.id) === id);
  if (user === undefined) throw notFound('User');
  return answer(present(account, user));
}

/** The user behind the token, with the company: https://developers.pipedrive.com/docs/api/v1/Users#getCurrentUser */
export function readMe(account: PipedriveAccount): HttpReply {
  const { company } = account.settings;
  return answer({
    ...present(account, USERS[0]),
    company_id: company.id,
    company_name: company.name,
    company_domain: company.domain,
    company_country: company.country,
    company_industry: null,
    language: { language_code: 'fr', country_code: company.country },
  });
}

function present(account: PipedriveAccount, user: User): Record<string, Json> {
  const { company } = account.settings;
  return {
    id: user.id,
    name: user.name,
    default_currency: company.currency,
    locale: 'fr_FR',
    lang: 4,
    email: user.email,
    phone: null,
    activated: true,
    last_login: sqlTime(account.clock.now()),
    created: '2024-01-08 09:00:00',
    modified: null,
    has_created_company: user === USERS[0],
    timezone_name: company.timeZone,
    timezone_offset: offsetOf(company.timeZone, account.clock.now()),
    active_flag: user.isActive,
    is_admin: user === USERS[0] ? 1 : 0,
    role_id: 1,
    icon_url: null,
    is_you: user === USERS[0],
    is_deleted: false,
  };
}

/** A zone's distance from UTC as `+HH:MM`. */
function offsetOf(timeZone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? '+00:00' : name.replace('GMT', '');
}
