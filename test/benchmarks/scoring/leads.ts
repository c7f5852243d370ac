import { type Activity, emptyLead, type Lead } from '@tamis/core';

const DAY = 86_400_000;
/** The instant of scoring: an afternoon, so that some activities are later than the start of the day. */
export const AS_OF = Date.UTC(2026, 10, 20, 15, 30);

type Random = () => number;

/** Mulberry32 (public domain, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c). */
function mulberry32(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const INDUSTRIES = [
  'Software',
  'internet',
  'Retail',
  'banking',
  'Agriculture',
  'consulting',
  null,
  undefined,
];
const SENIORITIES = ['director', 'vp', 'entry', 'manager', 'c-level', undefined];
const TITLES = ['Head of Sales', 'Responsable marketing', 'Développeur', 'CEO', 'Office manager', undefined];
const ROLES = ['decision-maker', 'user', 'Budget Holder', undefined];
const COUNTRIES = ['France', 'Belgium', 'Brazil', 'switzerland', 'Japan', undefined];
const CHANNELS = ['referral', 'Organic Search', 'paid social', 'event', ''];
const DOMAINS = [
  'acme.fr',
  'gmail.com',
  'example.co.uk',
  'mailinator.com',
  'orange.fr',
  'beta-industries.com',
];
const MAILBOXES = ['jean.dupont', 'info', 'marie', 'contact', 'li.wei', 'bad address'];
const PATHS = [
  '/',
  '/pricing',
  '/blog/how-to-qualify-leads',
  '/compare/others',
  '/fr/tarifs',
  '/faq',
  '/about',
];
const KINDS = [
  ...[
    'page_view',
    'page_view',
    'page_view',
    'page_view',
    'page_view',
    'email_open',
    'email_open',
    'email_click',
  ],
  ...[
    'demo_request',
    'webinar_attended',
    'webinar_replay',
    'content_download',
    'newsletter_signup',
    'roi_calculator',
  ],
  ...['meeting_booked', 'meeting_no_show', 'referral', 'call', 'note'],
];

/** `count` leads with `activities` each, in no order of time; the same seed gives the same leads. */
export function makeLeads(count: number, activities: number, seed: number): readonly Lead[] {
  const random = mulberry32(seed);
  return Array.from({ length: count }, (_, index) => makeLead(`lead-${index}`, activities, random));
}

function makeLead(id: string, activities: number, random: Random): Lead {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  return {
    ...emptyLead(id),
    person: {
      email: random() < 0.05 ? undefined : `${pick(MAILBOXES)}@${pick(DOMAINS)}`,
      jobTitle: pick(TITLES),
      seniority: pick(SENIORITIES),
      buyingRole: pick(ROLES),
    },
    company: {
      industry: pick(INDUSTRIES),
      employees: random() < 0.2 ? undefined : Math.floor(10 ** (random() * 5)),
      annualRevenue: random() < 0.4 ? null : Math.floor(10 ** (4 + random() * 5)),
      country: pick(COUNTRIES),
    },
    permission: random() < 0.1 ? { tracking: false } : {},
    source: { channel: pick(CHANNELS) },
    activities: Array.from({ length: activities }, () => makeActivity(pick, random)),
  };
}

function makeActivity(pick: <T>(values: readonly T[]) => T, random: Random): Activity {
  const kind = pick(KINDS);
  const at = AS_OF - Math.floor(random() ** 2 * 365 * DAY) + (random() < 0.01 ? DAY : 0);
  if (kind === 'page_view') return { kind, at, attributes: { path: pick(PATHS) } };
  if (kind === 'email_open' && random() < 0.2) return { kind, at, verified: false };
  return random() < 0.05 ? { kind, at, count: 2 } : { kind, at };
}
