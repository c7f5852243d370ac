import type { CrmRecord, ObjectCapability, PullPage, PullRequest } from '@tamis/adapter';
import { fieldsNeeded, historyNeeded } from '@tamis/mapping';
import { readCursor } from '../store/cursors.ts';
import type { RunContext } from './context.ts';

/** The pages of one object since its cursor. An object that no row of the mapping reads costs no request. */
export async function* pullObject(context: RunContext, object: ObjectCapability): AsyncIterable<PullPage> {
  const needed = fieldsNeeded(context.mapping, object.name);
  if (needed.length === 0) return;
  const fields = needed.filter((field) => context.fields.get(`${object.name}/${field}`)?.present);
  const history = context.capabilities.history ? historyNeeded(context.mapping, object.name) : null;
  const request: PullRequest = {
    object: object.name,
    fields,
    cursor: await readCursor(context.db, context.scope, object.name),
    associations: await associationsWorthReading(context, object),
    ...(history ? { history } : {}),
    signal: context.signal,
  };
  const asked = new Set(fields);
  for await (const page of context.adapter.pull(request)) {
    context.notify('page-read', object.name, object.role === 'lead' ? page.expected : null);
    yield { ...page, records: page.records.map((record) => onlyAsked(record, asked)) };
  }
}

/** Fields that come along unasked, such as the modified date, are not compared: they would make every echo a change. */
function onlyAsked(record: CrmRecord, asked: ReadonlySet<string>): CrmRecord {
  const fields = Object.entries(record.fields).filter(([field]) => asked.has(field));
  return { ...record, fields: Object.fromEntries(fields) };
}

/** Related objects come first in a run: one without any record here needs no association requests. */
async function associationsWorthReading(
  context: RunContext,
  object: ObjectCapability,
): Promise<readonly string[]> {
  if (object.role !== 'lead') return object.associations;
  const present = await Promise.all(object.associations.map((related) => hasRecords(context, related)));
  return object.associations.filter((_, index) => present[index]);
}

async function hasRecords({ db, scope }: RunContext, object: string): Promise<boolean> {
  const row = await db
    .selectFrom('records')
    .select('id')
    .where('workspace_id', '=', scope.workspaceId)
    .where('connection_id', '=', scope.connectionId)
    .where('object', '=', object)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
