import type { Lead } from '@tamis/core';
import type { LeadValue, ValueType } from '../values/leadValue.ts';

/** What one field of the lead accepts. */
export interface LeadPath {
  /** For instance `person.email` or `attributes.plan`. */
  readonly path: string;
  readonly type: ValueType;
  /** The words accepted, for `choice`. */
  readonly choices?: readonly string[];
  /** May hold `null`; where not, an empty CRM value leaves the field absent. */
  readonly nullable: boolean;
  /** Values from most to least restrictive: where sources disagree the most restrictive one stands. */
  readonly strictest?: readonly LeadValue[];
  /** The first one stands, whatever came after: the smallest instant, or the value that was said first. */
  readonly earliest?: 'value' | 'time';
}

type PathType = Omit<LeadPath, 'path'>;

const text: PathType = { type: 'text', nullable: true };
const number: PathType = { type: 'number', nullable: true };
const instant: PathType = { type: 'instant', nullable: true };
const first: PathType = { ...instant, earliest: 'value' };
const firstSaid: PathType = { ...text, earliest: 'time' };
const choice = (...choices: string[]): PathType => ({ type: 'choice', choices, nullable: true });

const permission = {
  // An opt-out closes the channel whatever another record says.
  state: {
    type: 'choice',
    choices: ['granted', 'denied', 'unknown'],
    nullable: false,
    strictest: ['denied', 'granted', 'unknown'],
  },
  basis: choice('consent', 'legitimate-interest', 'own-request', 'contract'),
  source: text,
  at: instant,
} satisfies Record<keyof NonNullable<Lead['permission']['email']>, PathType>;

const sections = {
  person: {
    email: text,
    firstName: text,
    lastName: text,
    jobTitle: text,
    seniority: text,
    buyingRole: text,
    phone: text,
    language: text,
    country: text,
    city: text,
  } satisfies Record<keyof Lead['person'], PathType>,
  company: {
    name: text,
    domain: text,
    industry: text,
    employees: number,
    annualRevenue: number,
    country: text,
  } satisfies Record<keyof Lead['company'], PathType>,
  'permission.email': permission,
  'permission.phone': permission,
  permission: {
    objected: { type: 'boolean', nullable: false, strictest: [true, false] },
    tracking: { type: 'boolean', nullable: false, strictest: [false, true] },
  } satisfies Record<Exclude<keyof Lead['permission'], 'email' | 'phone'>, PathType>,
  source: {
    channel: firstSaid,
    detail: firstSaid,
    campaign: firstSaid,
    firstTouchAt: first,
  } satisfies Record<keyof Lead['source'], PathType>,
  // `elsewhere` is what the other records say of the stage, and comes from no row of its own.
  lifecycle: { stage: text, since: instant } satisfies Record<
    Exclude<keyof Lead['lifecycle'], 'elsewhere'>,
    PathType
  >,
  salesAnswer: {
    status: choice('accepted', 'rejected'),
    reason: text,
    at: instant,
  } satisfies Record<keyof Lead['salesAnswer'], PathType>,
  owner: { id: text, email: text, name: text } satisfies Record<keyof Lead['owner'], PathType>,
  deal: {
    name: text,
    stage: text,
    status: choice('open', 'won', 'lost'),
    amount: number,
    currency: text,
    createdAt: instant,
    closedAt: instant,
  } satisfies Record<Exclude<keyof Lead['deals'][number], 'id'>, PathType>,
} satisfies Record<string, Readonly<Record<string, PathType>>>;

const ATTRIBUTE_PREFIX = 'attributes.';

/** Assigning to it would replace an object's prototype instead of adding a field. */
const FORBIDDEN_NAME = '__proto__';

function catalogue(): ReadonlyMap<string, LeadPath> {
  const top: [string, PathType][] = [
    ['kind', { type: 'choice', choices: ['business', 'private'], nullable: false }],
    ['createdAt', first],
  ];
  const nested = Object.entries(sections).flatMap(([section, fields]) =>
    Object.entries(fields).map(([name, type]): [string, PathType] => [`${section}.${name}`, type]),
  );
  return new Map([...top, ...nested].map(([path, type]) => [path, { path, ...type }]));
}

const PATHS = catalogue();

/** Every named field of the lead that a mapping row may use; `attributes.NAME` comes on top of them. */
export const leadPaths: readonly string[] = [...PATHS.keys()];

/** The lead field of that path, or `null` where there is none. */
export function leadPath(path: string): LeadPath | null {
  if (!path.startsWith(ATTRIBUTE_PREFIX)) return PATHS.get(path) ?? null;
  const name = path.slice(ATTRIBUTE_PREFIX.length);
  return name === '' || name === FORBIDDEN_NAME ? null : { path, type: 'as-is', nullable: true };
}

/** Splits a path into the keys to where the field lives and its name; everything behind `attributes.` is one name. */
export function splitPath(path: string): { readonly section: readonly string[]; readonly name: string } {
  if (path.startsWith(ATTRIBUTE_PREFIX)) {
    return { section: ['attributes'], name: path.slice(ATTRIBUTE_PREFIX.length) };
  }
  const keys = path.split('.');
  return { section: keys.slice(0, -1), name: keys.at(-1) ?? path };
}

/** Is this a field of one's own, beside those that every lead has? */
export function isAttributePath(path: string): boolean {
  return path.startsWith(ATTRIBUTE_PREFIX);
}

/** Is this a field of a deal, of which a lead has several? */
export function isDealPath(path: string): boolean {
  return path.startsWith('deal.');
}

/** Is this a field of the lead's company? */
export function isCompanyPath(path: string): boolean {
  return path.startsWith('company.');
}
