import type {
  ChangesCursor,
  CrmRecord,
  Cursor,
  ObjectCapability,
  PullPage,
  PullRequest,
} from '@tamis/adapter';
import { fieldsNeeded, historyNeeded } from '@tamis/mapping';
import { readCursor } from '../store/cursors.ts';
import type { RunContext } from './context.ts';

/** A page with the name under which its cursor is kept. */
export interface ReadPage extends PullPage {
  readonly cursorName: string;
}

/**
 * The pages of one object since its cursor. An object that no row of the mapping reads costs no request. While a full walk goes on,
 * the changes made since it began are read beside it, so that nobody waits for the end of a long walk.
 */
export async function* pullObject(context: RunContext, object: ObjectCapability): AsyncIterable<ReadPage> {
  const request = await requestOf(context, object);
  if (request === null) return;
  const lane = new ChangesLane(context, request);
  for await (const page of pagesOf(context, request)) {
    yield { ...page, cursor: lane.furtherThan(page.cursor), cursorName: object.name };
    if (page.cursor.phase === 'full' && page.cursor.changes) yield* lane.pagesIfDue(page.cursor.changes);
  }
}

/** Pages as the adapter reads them, with the fields that were asked for. */
async function* pagesOf(context: RunContext, request: PullRequest): AsyncIterable<PullPage> {
  const asked = new Set(request.fields);
  const { role } = context.capabilities.objects.find(({ name }) => name === request.object) ?? {};
  for await (const page of context.adapter.pull(request)) {
    context.notify('page-read', request.object, role === 'lead' ? page.expected : null);
    yield { ...page, records: page.records.map((record) => onlyAsked(record, asked)) };
  }
}

/** A second cursor on the changes of an object, beside the cursor of its full walk. */
class ChangesLane {
  readonly #context: RunContext;
  readonly #request: PullRequest;
  readonly #name: string;
  #cursor: Cursor | null = null;
  #lookedAt: number;

  constructor(context: RunContext, request: PullRequest) {
    this.#context = context;
    this.#request = request;
    this.#name = `${request.object}/changes`;
    this.#lookedAt = context.now();
  }

  /** The changes since the lane was last looked at, where that is long enough ago. */
  async *pagesIfDue(start: ChangesCursor): AsyncIterable<ReadPage> {
    const { freshEveryMs, now, db, scope } = this.#context;
    if (freshEveryMs === null || now() - this.#lookedAt < freshEveryMs) return;
    this.#cursor ??= await readCursor(db, scope, this.#name);
    const from =
      this.#cursor?.phase === 'changes' && this.#cursor.modified > start.modified ? this.#cursor : start;
    for await (const page of pagesOf(this.#context, { ...this.#request, cursor: from })) {
      this.#cursor = page.cursor;
      yield { ...page, expected: null, cursorName: this.#name };
    }
    this.#lookedAt = now();
  }

  /** Where a walk that has ended goes on: what the lane has read need not be read again. */
  furtherThan(cursor: Cursor): Cursor {
    const lane = this.#cursor;
    if (cursor.phase !== 'changes' || lane?.phase !== 'changes') return cursor;
    return lane.modified > cursor.modified ? lane : cursor;
  }
}

/** What is asked of the adapter for an object; `null` where no row of the mapping reads it. */
async function requestOf(context: RunContext, object: ObjectCapability): Promise<PullRequest | null> {
  const needed = fieldsNeeded(context.mapping, object.name);
  if (needed.length === 0) return null;
  const fields = needed.filter((field) => context.fields.get(`${object.name}/${field}`)?.present);
  const history = context.capabilities.history ? historyNeeded(context.mapping, object.name) : null;
  return {
    object: object.name,
    fields,
    cursor: await readCursor(context.db, context.scope, object.name),
    associations: await associationsWorthReading(context, object),
    ...(history ? { history } : {}),
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
