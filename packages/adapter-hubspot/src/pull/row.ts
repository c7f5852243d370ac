import type { CrmRecord, Fields, Instant, RecordGoneNotice, UnreadableRecord } from '@tamis/adapter';
import { z } from 'zod';
import type { HubspotObject } from '../objects.ts';
import { parseInstant, recordSchema, type WireRecord } from '../wire.ts';

/** What a walk knows of one result, readable or not. */
export interface Row {
  readonly id: string | null;
  readonly modified: Instant | null;
  readonly outcome:
    | { readonly record: CrmRecord }
    | { readonly unreadable: UnreadableRecord }
    | { readonly gone: RecordGoneNotice };
}

/** What a walk needs of a row even when the rest cannot be read. */
const placeSchema = z.object({
  id: z.string().nullable().catch(null),
  updatedAt: z.coerce.date().nullable().catch(null),
});

/** Parses one result; what cannot be read keeps its id where it has one. */
export function toRow(object: HubspotObject, fields: readonly string[], result: unknown): Row {
  const parsed = recordSchema.safeParse(result);
  if (!parsed.success) return unreadable(object, result, z.prettifyError(parsed.error));
  const { id, properties, updatedAt } = parsed.data;
  const modified = parseInstant(properties[object.modified]) ?? updatedAt ?? null;
  // Whether a search shows deleted records is not documented.
  if (parsed.data.archivedAt !== undefined)
    return { id, modified, outcome: { gone: { object: object.name, id } } };
  if (modified === null) return unreadable(object, result, 'It has no modification time.');
  return { id, modified, outcome: { record: toRecord(object, fields, { ...parsed.data, modified }) } };
}

function unreadable(object: HubspotObject, result: unknown, message: string): Row {
  const { id, updatedAt } = placeSchema.catch({ id: null, updatedAt: null }).parse(result);
  return {
    id,
    modified: updatedAt?.getTime() ?? null,
    outcome: { unreadable: { object: object.name, id, message } },
  };
}

function toRecord(
  object: HubspotObject,
  fields: readonly string[],
  wire: WireRecord & { modified: number },
): CrmRecord {
  const { id, properties, createdAt, modified } = wire;
  const merged = mergedIdsOf(properties);
  return {
    object: object.name,
    id,
    fields: pick(properties, fields),
    modifiedAt: modified,
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(merged.length === 0 ? {} : { mergedIds: merged }),
  };
}

/** The records that went into this one when it was merged, itself perhaps among them. */
export function mergedIdsOf(properties: WireRecord['properties']): readonly string[] {
  return properties.hs_merged_object_ids?.split(';').filter(Boolean) ?? [];
}

function pick(properties: WireRecord['properties'], fields: readonly string[]): Fields {
  const picked: Record<string, string | null> = {};
  for (const field of fields) {
    const value = properties[field];
    if (value !== undefined) picked[field] = value;
  }
  return picked;
}
