import type { ChangesCursor, Cursor, ObjectCapability } from '@tamis/adapter';
import { readCursor } from '../store/cursors.ts';
import type { RunContext } from './context.ts';
import { pagesOf, type ReadPage, requestOf } from './readPages.ts';

/**
 * Second cursors, on the changes of objects beside the full walk of one of them: whatever takes its time, what people change in the CRM is
 * seen meanwhile. An object that was read through has its one cursor; one that is being walked has a second one, `NAME/changes`.
 */
export class ChangesLanes {
  readonly #context: RunContext;
  readonly #read = new Map<string, ChangesCursor>();
  #lookedAt: number;

  constructor(context: RunContext) {
    this.#context = context;
    this.#lookedAt = context.now();
  }

  /** The changes of all objects since the lanes were last looked at, where that is long enough ago and a full walk goes on, as `cursor` shows. */
  async *pagesIfDue(cursor: Cursor): AsyncIterable<ReadPage> {
    const { freshEveryMs, now, capabilities } = this.#context;
    if (cursor.phase !== 'full' || freshEveryMs === null || now() - this.#lookedAt < freshEveryMs) return;
    for (const object of capabilities.objects) yield* this.#changesOf(object);
    this.#lookedAt = now();
  }

  /** Where a walk that has ended goes on: what its lane has read need not be read again. */
  furtherThan({ name }: ObjectCapability, cursor: Cursor): Cursor {
    const lane = this.#read.get(laneOf(name));
    if (cursor.phase !== 'changes' || lane === undefined) return cursor;
    return lane.modified > cursor.modified ? lane : cursor;
  }

  async *#changesOf(object: ObjectCapability): AsyncIterable<ReadPage> {
    const request = await requestOf(this.#context, object);
    if (request === null) return;
    const { cursor: own } = request;
    const cursorName = own?.phase === 'changes' ? object.name : laneOf(object.name);
    const from = own?.phase === 'changes' ? own : await this.#laneStart(cursorName, own?.changes ?? null);
    if (from === null) return;
    for await (const page of pagesOf(this.#context, { ...request, cursor: from })) {
      if (page.cursor.phase === 'changes') this.#read.set(cursorName, page.cursor);
      yield { ...page, object, expected: null, cursorName, urgent: true };
    }
  }

  /** The lane's own cursor, or where the changes since the beginning of the walk begin; `null` before any walk. */
  async #laneStart(lane: string, sinceWalk: ChangesCursor | null): Promise<ChangesCursor | null> {
    const { db, scope } = this.#context;
    const kept = this.#read.get(lane) ?? (await readCursor(db, scope, lane));
    if (kept?.phase !== 'changes') return sinceWalk;
    return sinceWalk !== null && sinceWalk.modified > kept.modified ? sinceWalk : kept;
  }
}

function laneOf(object: string): string {
  return `${object}/changes`;
}
