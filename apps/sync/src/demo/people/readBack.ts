import type { CrmRecord, FieldValue, MappingDocument } from '@tamis/adapter';
import { scopeOf } from '../../service/runConnection.ts';
import { connectionOf } from '../../store/connections.ts';
import { type PlacedRef, refOf } from '../../store/people/links.ts';
import type { ConnectedCrm, DemoParts } from '../runOnce.ts';

/** What a record holds in its CRM, by lead path; a path that nothing maps has no entry. */
export type Held = ReadonlyMap<string, FieldValue>;

/** The lead paths that are read back. */
const READ_BACK = [
  'verdict.stage',
  'verdict.score',
  'verdict.reason',
  'person.jobTitle',
  'person.phone',
] as const;

/** Reads the records again from their CRMs, by the name of `refOf`. A record that is gone by now is left out. */
export async function readBack(
  parts: DemoParts,
  crms: readonly ConnectedCrm[],
  records: readonly PlacedRef[],
): Promise<ReadonlyMap<string, Held>> {
  const held = await Promise.all(
    crms.map((crm) =>
      readCrm(
        parts,
        crm,
        records.filter(({ connectionId }) => connectionId === crm.connectionId),
      ),
    ),
  );
  return new Map(held.flat());
}

async function readCrm(
  { request, service }: DemoParts,
  { connectionId, adapter }: ConnectedCrm,
  records: readonly PlacedRef[],
): Promise<readonly (readonly [ref: string, held: Held])[]> {
  const connection = await connectionOf(service.db, scopeOf(service, { id: connectionId }));
  if (connection === null) throw new Error('The demo lost its connection.');
  const found: [string, Held][] = [];
  for (const [object, wanted] of Map.groupBy(records, (record) => record.object)) {
    const paths = pathsOf(connection.mapping, object);
    const fields = [...new Set(paths.values())];
    for (const ids of batches(wanted, adapter.limits.readBatch)) {
      const read = await adapter.read({ object, ids, fields, signal: request.signal });
      found.push(
        ...read.map((one) => [refOf({ connectionId, ...one }), heldBy(one, paths)] as [string, Held]),
      );
    }
  }
  return found;
}

/** The object's CRM field of each path. */
function pathsOf({ fields }: MappingDocument, object: string): ReadonlyMap<string, string> {
  return new Map(
    READ_BACK.flatMap((path) => {
      const row = fields.find((one) => one.object === object && one.lead === path);
      return row === undefined ? [] : [[path, row.field] as const];
    }),
  );
}

function* batches(records: readonly PlacedRef[], size: number): Generator<readonly string[]> {
  for (let at = 0; at < records.length; at += size) yield records.slice(at, at + size).map(({ id }) => id);
}

function heldBy({ fields }: CrmRecord, paths: ReadonlyMap<string, string>): Held {
  return new Map([...paths].map(([path, field]) => [path, fields[field] ?? null]));
}
