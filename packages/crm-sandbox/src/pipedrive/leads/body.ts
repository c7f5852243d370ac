import { z } from 'zod';
import type { PipedriveAccount } from '../account.ts';
import { checked, integerId } from '../body.ts';
import { validationFailed } from '../errors.ts';
import { asJson } from '../records/bodies.ts';
import type { StoredRecord, Values } from '../records/record.ts';
import { readFlatValues } from './customValues.ts';

const leadSchema = z
  .object({
    title: z.string().min(1),
    owner_id: integerId,
    label_ids: z.array(z.uuid()),
    person_id: integerId.nullable(),
    organization_id: integerId.nullable(),
    is_archived: z.boolean(),
    value: z.strictObject({ amount: z.number(), currency: z.string().length(3) }).nullable(),
    expected_close_date: z.iso.date().nullable(),
    visible_to: z.enum(['1', '3', '5', '7']),
    was_seen: z.boolean(),
    origin_id: z.string().nullable(),
    channel: z.int().nullable(),
    channel_id: z.string().nullable(),
  })
  .partial();

const NAMES: ReadonlySet<string> = new Set(Object.keys(leadSchema.shape));

/** Reads a lead as v1 takes it: custom fields are those of deals, flat beside the attributes. `before` is null for a new one. */
export function readLead(
  account: PipedriveAccount,
  sent: Readonly<Record<string, unknown>>,
  before: StoredRecord | null,
): { attributes: Values; custom: Values } {
  const own = Object.entries(sent).filter(([name]) => NAMES.has(name));
  const other = Object.entries(sent).filter(([name]) => !NAMES.has(name));
  const attributes = checked(Object.fromEntries(own), leadSchema);
  if (before === null && attributes.title === undefined) throw validationFailed('title: Required');
  refuseUnlinked({ ...before?.values, ...attributes });
  for (const id of attributes.label_ids ?? [])
    if (account.leadLabels.get(id) === undefined)
      throw validationFailed(`label_ids: Label ${id} does not exist`);
  const { fields } = account.store('leads');
  return {
    attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, asJson(value)])),
    custom: readFlatValues(fields, Object.fromEntries(other), account.settings.company.currency),
  };
}

/** A lead belongs to a person, to an organization, or to both. */
function refuseUnlinked(lead: Readonly<Record<string, unknown>>): void {
  if ((lead.person_id ?? lead.organization_id ?? null) === null)
    throw validationFailed('A lead must be linked to a person or an organization');
}
