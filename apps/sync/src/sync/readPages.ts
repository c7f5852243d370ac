import type { CrmRecord, ObjectCapability, PullPage, PullRequest } from '@tamis/adapter';
import { fieldsNeeded, historyNeeded, pastNeeded } from '@tamis/mapping';
import { readCursor } from '../store/cursors.ts';
import { knownIds } from '../store/knownIds.ts';
import type { RunContext } from './context.ts';

/** A page of an object, with the name under which its cursor is kept. */
export interface ReadPage extends PullPage {
  readonly object: ObjectCapability;
  readonly cursorName: string;
  /** Read beside a long walk, so that nobody waits: what follows from it is written at once. */
  readonly urgent: boolean;
}

/** Pages as the adapter reads them, with the fields that were asked for. */
export async function* pagesOf(context: RunContext, request: PullRequest): AsyncIterable<PullPage> {
  const asked = new Set(request.fields);
  const { role } = context.capabilities.objects.find(({ name }) => name === request.object) ?? {};
  for await (const page of context.adapter.pull(request)) {
    context.notify('page-read', request.object, role === 'lead' ? page.expected : null);
    yield { ...page, records: page.records.map((record) => onlyAsked(record, asked)) };
  }
}

/** What is asked of the adapter for an object; `null` where no row of the mapping reads it. */
export async function requestOf(context: RunContext, object: ObjectCapability): Promise<PullRequest | null> {
  const needed = fieldsNeeded(context.mapping, object.name);
  if (needed.length === 0) return null;
  const fields = needed.filter((field) => context.fields.get(`${object.name}/${field}`)?.present);
  const history = context.capabilities.history ? historyNeeded(context.mapping, object.name) : null;
  const past = object.past === true ? pastNeeded(context.mapping, object.name) : null;
  return {
    object: object.name,
    fields,
    cursor: await readCursor(context.db, context.scope, object.name),
    associations: await associationsWorthReading(context, object),
    known: () => knownIds(context.db, context.scope, object.name),
    ...(history ? { history } : {}),
    ...(past ? { past } : {}),
    signal: context.signal,
  };
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
