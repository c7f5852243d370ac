import { type CrmRecord, type ReadRequest, requireReadBatch } from '@tamis/adapter';
import type { PipedriveClient } from './client/index.ts';
import type { Catalogue } from './describe/index.ts';
import { COST, PLANNING, READS_AHEAD } from './limits.ts';
import { pipedriveObject } from './objects.ts';
import { cursorLists, type ListDesk } from './pull/lists.ts';
import { People } from './pull/people.ts';
import { toRow } from './pull/row.ts';
import { readSingle } from './push/single.ts';
import { goneOutcome } from './push/survivor.ts';
import type { WireRecord } from './wire.ts';

/** What a read works with. */
export interface ReadDesk {
  readonly client: PipedriveClient;
  readonly catalogue: Catalogue;
}

/**
 * Records as they stand now. Lists of v2 take up to 100 ids for the price of ten single reads; leads have no such list and are read
 * one by one, as others are where that costs less. Throws `FieldGone` before anything is read.
 */
export async function read(desk: ReadDesk, request: ReadRequest): Promise<readonly CrmRecord[]> {
  requireReadBatch(request, PLANNING);
  const { ids, signal } = request;
  const { client, catalogue } = desk;
  const object = pipedriveObject(request.object);
  if (ids.length === 0) return [];
  const fields = await catalogue.require(object.name, request.fields, signal);
  const reading = { object: object.name, fields, associations: [] };
  const rows = (await results({ client, object, fields, signal }, ids))
    .map((result) => toRow(reading, result))
    .flatMap(({ outcome }) => ('record' in outcome ? [outcome] : []));
  const asked = new Set(ids);
  const own = rows.filter(({ record }) => asked.has(record.id));
  return new People(client, fields, signal).along(own);
}

/** What `include_fields` has to name comes by lists alone. */
async function results(desk: ListDesk, ids: readonly string[]): Promise<readonly unknown[]> {
  const { name } = desk.object;
  if (name === 'leads') return oneByOne(desk, ids);
  const lists = cursorLists(desk, name);
  const listed = desk.fields.some(({ onRequest }) => onRequest);
  if (!listed && ids.length * COST.v2.get < lists.length * COST.v2.list) return oneByOne(desk, ids);
  const pages = await Promise.all(lists.map((list) => list({ ids, marker: null, behind: '0' })));
  return pages.flatMap((page) => page.results);
}

async function oneByOne(desk: ListDesk, ids: readonly string[]): Promise<readonly WireRecord[]> {
  const found: WireRecord[] = [];
  for (let start = 0; start < ids.length; start += READS_AHEAD) {
    const some = ids.slice(start, start + READS_AHEAD);
    const records = await Promise.all(some.map((id) => readLive(desk, id)));
    found.push(...records.filter((record) => record !== null));
  }
  return found;
}

/** `null` where the id shows nobody, or somebody else. */
async function readLive(desk: ListDesk, id: string): Promise<WireRecord | null> {
  const record = await readSingle(desk, id);
  return record !== null && goneOutcome(id, record) === null ? record : null;
}
