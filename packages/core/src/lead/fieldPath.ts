import { ModelInvalid } from '../scoring/modelInvalid.ts';
import { suggestion } from '../scoring/nearest.ts';
import type { EmailInspector } from './emailQuality.ts';
import type { AttributeValue, Lead } from './lead.ts';

/** What a lead field holds: `any` is a custom attribute, whose type is the source's. Instants are epoch milliseconds UTC. */
export type FieldType = 'text' | 'number' | 'instant' | 'boolean' | 'list' | 'any';

/** Reads one field of a lead; `undefined` where the lead does not have it. */
export type FieldReader = (lead: Lead) => AttributeValue | undefined;

interface KnownField {
  readonly type: FieldType;
  readonly read: FieldReader;
}

/** A field computed from others: `of` is the field a person would fill in to make it known. */
interface DerivedField {
  readonly type: FieldType;
  readonly of: string;
  readonly read: (lead: Lead, inspect: EmailInspector) => AttributeValue | undefined;
}

/** One literal accessor per field keeps every read a monomorphic property access. */
const KNOWN: Readonly<Record<string, KnownField>> = {
  kind: { type: 'text', read: (lead) => lead.kind },
  createdAt: { type: 'instant', read: (lead) => lead.createdAt },
  'person.email': { type: 'text', read: (lead) => lead.person.email },
  'person.firstName': { type: 'text', read: (lead) => lead.person.firstName },
  'person.lastName': { type: 'text', read: (lead) => lead.person.lastName },
  'person.jobTitle': { type: 'text', read: (lead) => lead.person.jobTitle },
  'person.seniority': { type: 'text', read: (lead) => lead.person.seniority },
  'person.buyingRole': { type: 'text', read: (lead) => lead.person.buyingRole },
  'person.phone': { type: 'text', read: (lead) => lead.person.phone },
  'person.language': { type: 'text', read: (lead) => lead.person.language },
  'person.country': { type: 'text', read: (lead) => lead.person.country },
  'person.city': { type: 'text', read: (lead) => lead.person.city },
  'company.name': { type: 'text', read: (lead) => lead.company.name },
  'company.domain': { type: 'text', read: (lead) => lead.company.domain },
  'company.industry': { type: 'text', read: (lead) => lead.company.industry },
  'company.employees': { type: 'number', read: (lead) => lead.company.employees },
  'company.annualRevenue': { type: 'number', read: (lead) => lead.company.annualRevenue },
  'company.country': { type: 'text', read: (lead) => lead.company.country },
  'source.channel': { type: 'text', read: (lead) => lead.source.channel },
  'source.detail': { type: 'text', read: (lead) => lead.source.detail },
  'source.campaign': { type: 'text', read: (lead) => lead.source.campaign },
  'source.firstTouchAt': { type: 'instant', read: (lead) => lead.source.firstTouchAt },
  'lifecycle.stage': { type: 'text', read: (lead) => lead.lifecycle.stage },
  'lifecycle.since': { type: 'instant', read: (lead) => lead.lifecycle.since },
  'salesAnswer.status': { type: 'text', read: (lead) => lead.salesAnswer.status },
  'salesAnswer.reason': { type: 'text', read: (lead) => lead.salesAnswer.reason },
  'salesAnswer.at': { type: 'instant', read: (lead) => lead.salesAnswer.at },
  'owner.id': { type: 'text', read: (lead) => lead.owner.id },
  'owner.email': { type: 'text', read: (lead) => lead.owner.email },
  'owner.name': { type: 'text', read: (lead) => lead.owner.name },
  'permission.objected': { type: 'boolean', read: (lead) => lead.permission.objected },
  'permission.tracking': { type: 'boolean', read: (lead) => lead.permission.tracking },
  'permission.email.state': { type: 'text', read: (lead) => lead.permission.email?.state },
  'permission.email.basis': { type: 'text', read: (lead) => lead.permission.email?.basis },
  'permission.phone.state': { type: 'text', read: (lead) => lead.permission.phone?.state },
  'permission.phone.basis': { type: 'text', read: (lead) => lead.permission.phone?.basis },
  deals: { type: 'list', read: (lead) => lead.deals.flatMap((deal) => deal.status ?? []) },
};

const DERIVED: Readonly<Record<string, DerivedField>> = {
  'email.quality': { type: 'text', of: 'person.email', read: (lead, inspect) => inspect(lead)?.quality },
  'email.role': { type: 'boolean', of: 'person.email', read: (lead, inspect) => inspect(lead)?.role },
  'email.domain': { type: 'text', of: 'person.email', read: (lead, inspect) => inspect(lead)?.domain },
  'email.competitor': {
    type: 'boolean',
    of: 'person.email',
    read: (lead, inspect) => inspect(lead)?.competitor,
  },
};

const ATTRIBUTE = 'attributes.';

/**
 * Every lead field that a rule may name, with its type. `attributes.<name>` is free beside them. The `email.*` fields are derived
 * from `person.email` and the domain lists: `email.quality` is `business`, `free-mail`, `disposable` or `malformed`.
 * `deals` is the list of the deals' statuses.
 */
export const leadFields: ReadonlyMap<string, FieldType> = new Map(
  [...Object.entries(KNOWN), ...Object.entries(DERIVED)].map(([path, field]) => [path, field.type]),
);

/** True for an empty value: absent, null, a blank text or an empty list. A rule that needs it is *unknown*. */
export function isMissing(value: AttributeValue | undefined): value is null | undefined {
  if (typeof value === 'string') return value.trim() === '';
  return value === undefined || value === null || (typeof value === 'object' && value.length === 0);
}

/** The type of a field path. Throws {@link ModelInvalid} with the rule's id and the nearest known path when there is no such field. */
export function fieldType(path: string, rule: string): FieldType {
  if (path.startsWith(ATTRIBUTE) && path.length > ATTRIBUTE.length) return 'any';
  const type = leadFields.get(path);
  if (type !== undefined) return type;
  const hint = suggestion(path, leadFields.keys()) || ' — custom fields are written "attributes.name".';
  throw new ModelInvalid([`${rule}: there is no lead field "${path}"${hint}`]);
}

/** Reads one field; `inspect` is needed for the `email.*` fields only. Throws {@link ModelInvalid} for an unknown path. */
export function fieldReader(
  path: string,
  options: { rule?: string; inspect?: EmailInspector } = {},
): FieldReader {
  const { rule = 'field', inspect } = options;
  fieldType(path, rule);
  const known = KNOWN[path];
  if (known !== undefined) return known.read;
  const derived = DERIVED[path];
  if (derived === undefined) return attributeReader(path.slice(ATTRIBUTE.length));
  if (inspect === undefined) {
    throw new ModelInvalid([
      `${rule}: "${path}" needs the e-mail domain lists, which are not available here — use it in a scoring rule or a gate.`,
    ]);
  }
  return (lead) => derived.read(lead, inspect);
}

/** Reads a field by its path once; a compiled {@link fieldReader} is the choice for many leads. */
export function readField(lead: Lead, path: string): AttributeValue | undefined {
  return fieldReader(path)(lead);
}

/** The field to ask a person for when this one is missing: itself, or for a derived field the one it is derived from. */
export function fieldToAsk(path: string): string {
  return DERIVED[path]?.of ?? path;
}

function attributeReader(name: string): FieldReader {
  return (lead) => (Object.hasOwn(lead.attributes, name) ? lead.attributes[name] : undefined);
}
