import {
  type CrmRecord,
  type HistoryRequest,
  hasPast,
  type PastRequest,
  type PastValue,
} from '@tamis/adapter';
import type { HubspotClient } from '../client/index.ts';
import { historySchema } from '../wire.ts';

/** Past values make a read of 50 the largest: https://developers.hubspot.com/docs/api-reference/crm-objects-v3/guide */
const BATCH = 50;

/** Past values by field, newest first. */
type Past = Readonly<Record<string, readonly PastValue[]>>;

/** Past values by record id. */
export type Histories = ReadonlyMap<string, Past>;

/** Whose past values are read, and of which properties. */
export interface PastReading {
  readonly object: string;
  readonly history: HistoryRequest | null;
  readonly past: PastRequest | null;
  readonly signal: AbortSignal;
}

/** Properties that a record must show for its past to be asked for. */
export function decidingFields({ history, past }: Pick<PastReading, 'history' | 'past'>): readonly string[] {
  return [...(history === null ? [] : [history.counter]), ...(past?.fields ?? [])];
}

/** Reads the past values that each record's present ones say are wanted; a batch asks for whatever any of its records needs. */
export async function readHistories(
  client: HubspotClient,
  records: readonly CrmRecord[],
  reading: PastReading,
): Promise<Histories> {
  const wanted = records.flatMap((record) => {
    const fields = fieldsOf(record, reading);
    return fields.length === 0 ? [] : [{ id: record.id, fields }];
  });
  const batches = Array.from({ length: Math.ceil(wanted.length / BATCH) }, (_, index) =>
    wanted.slice(index * BATCH, (index + 1) * BATCH),
  );
  const read = await Promise.all(batches.map((batch) => readBatch(client, batch, reading)));
  return new Map(read.flat());
}

interface Wanted {
  readonly id: string;
  readonly fields: readonly string[];
}

function fieldsOf({ fields }: CrmRecord, { history, past }: PastReading): readonly string[] {
  const counted = history !== null && Number(fields[history.counter] ?? 0) >= history.atLeast;
  const passed = past !== null && hasPast(fields, past);
  return [...(counted ? history.fields : []), ...(passed ? past.fields : [])];
}

async function readBatch(
  client: HubspotClient,
  wanted: readonly Wanted[],
  { object, signal }: PastReading,
): Promise<[string, Past][]> {
  const body = {
    inputs: wanted.map(({ id }) => ({ id })),
    properties: [],
    propertiesWithHistory: [...new Set(wanted.flatMap(({ fields }) => fields))],
  };
  const call = {
    lane: 'burst',
    bill: 'activityCalls',
    effect: 'read',
    signal,
    schema: historySchema,
  } as const;
  const { results } = await client.call(call, ({ batches }) => batches.read(object, body));
  const fieldsById = new Map(wanted.map(({ id, fields }) => [id, fields]));
  return results.map(({ id, propertiesWithHistory }) => {
    const own = (fieldsById.get(id) ?? []).flatMap((field) => {
      const values = propertiesWithHistory[field];
      return values === undefined ? [] : [[field, values.map(toPast)] as const];
    });
    return [id, Object.fromEntries(own)];
  });
}

function toPast({ value, timestamp }: { value?: string | null | undefined; timestamp: number }): PastValue {
  return { value: value ?? null, at: timestamp };
}
