import { z } from 'zod';
import { integerId } from '../body.ts';
import { contactPointSchema } from './contactPoint.ts';
import type { CoreObject } from './objectType.ts';
import type { Json } from './record.ts';

const text = z.string().min(1);
const day = z.iso.date();
const visibility = z.union([z.literal(1), z.literal(3), z.literal(5), z.literal(7)]);
const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$/, 'not a valid datetime');

const place = z.looseObject({ value: z.string() });
const customFields = z.record(z.string(), z.unknown());

const shared = {
  owner_id: integerId,
  visible_to: visibility,
  label_ids: z.array(integerId),
  custom_fields: customFields,
};

const person = z
  .strictObject({
    ...shared,
    name: text,
    org_id: integerId.nullable(),
    add_time: instant,
    emails: z.array(contactPointSchema),
    phones: z.array(contactPointSchema),
    postal_address: place.nullable(),
    notes: z.string().nullable(),
    im: z.array(contactPointSchema),
    birthday: day.nullable(),
    job_title: z.string().max(255).nullable(),
    marketing_status: z.enum(['no_consent', 'unsubscribed', 'subscribed', 'archived']),
  })
  .partial();

const organization = z
  .strictObject({
    ...shared,
    name: text,
    add_time: instant,
    address: place.nullable(),
    website: z.string().max(255).nullable(),
    linkedin: z.string().max(255).nullable(),
    industry: integerId.nullable(),
    annual_revenue: z.number().nullable(),
    employee_count: z.int().nullable(),
  })
  .partial();

const deal = z
  .strictObject({
    ...shared,
    title: text,
    add_time: instant,
    person_id: integerId.nullable(),
    org_id: integerId.nullable(),
    pipeline_id: integerId,
    stage_id: integerId,
    value: z.number(),
    currency: z.string().length(3),
    is_archived: z.boolean(),
    status: z.enum(['open', 'won', 'lost']),
    probability: z.number().min(0).max(100).nullable(),
    lost_reason: z.string().max(150).nullable(),
    close_time: instant.nullable(),
    won_time: instant.nullable(),
    lost_time: instant.nullable(),
    expected_close_date: day.nullable(),
  })
  .partial();

/** Persons who take part in an activity. */
export const participantsSchema = z.array(
  z.strictObject({ person_id: integerId, primary: z.boolean().default(false) }),
);

const activity = z
  .strictObject({
    subject: text,
    type: text,
    owner_id: integerId,
    deal_id: integerId.nullable(),
    lead_id: z.uuid().nullable(),
    person_id: integerId.nullable(),
    org_id: integerId.nullable(),
    project_id: integerId.nullable(),
    due_date: day.nullable(),
    due_time: z.string().nullable(),
    duration: z.string().nullable(),
    busy: z.boolean(),
    done: z.boolean(),
    location: place.nullable(),
    participants: participantsSchema,
    attendees: z.array(z.looseObject({ email: z.string() })),
    public_description: z.string().nullable(),
    priority: integerId.nullable(),
    outcome: z.int().nullable(),
    note: z.string().nullable(),
    custom_fields: customFields,
  })
  .partial();

/** What a body of a v2 write held: attributes by name, and custom fields by key. */
export interface SentRecord {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly custom: Readonly<Record<string, unknown>>;
}

/** A body as its schema gives it. */
type Body = { readonly custom_fields?: Readonly<Record<string, unknown>> | undefined };

const BODIES: Readonly<Record<CoreObject, Readonly<Record<'create' | 'update', z.ZodType<SentRecord>>>>> = {
  persons: schemas(person, 'name'),
  organizations: schemas(organization, 'name'),
  deals: schemas(deal, 'title'),
  activities: schemas(activity, null),
};

/** Both shapes of an object's body; a new record must have the required attribute. */
function schemas(body: z.ZodType<Body>, required: string | null) {
  const split = ({ custom_fields = {}, ...attributes }: Body): SentRecord => ({
    attributes,
    custom: custom_fields,
  });
  const isWhole = (sent: Body) => required === null || required in sent;
  const whole = body.refine(isWhole, { error: 'Required', path: [required ?? 'body'] });
  return { create: whole.transform(split), update: body.transform(split) };
}

/** The shape of a body that changes a record, or makes one: strict types, and no unknown names. */
export function bodySchema(object: CoreObject, purpose: 'create' | 'update'): z.ZodType<SentRecord> {
  return BODIES[object][purpose];
}

/** Attributes out of a checked body: JSON through and through. */
export function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
