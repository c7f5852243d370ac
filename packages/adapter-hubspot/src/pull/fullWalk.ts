import type { ChangesCursor, Cursor, Instant } from '@tamis/adapter';
import { runAhead } from './readAhead.ts';
import type { Row } from './row.ts';
import { type Condition, PAGE, type Query, REACH, type SearchPage } from './search.ts';

/** Rows to store together with the cursor that is true afterwards. */
export interface WalkPage {
  readonly rows: readonly Row[];
  readonly cursor: Cursor;
  readonly expected: number | null;
}

/** Where a full walk begins or goes on. */
export interface FullWalkStart {
  readonly startedAt: Instant;
  readonly lowerId: string;
  /** The cursor of the changes that follow the walk. */
  readonly afterwards: ChangesCursor;
}

/** Pages asked for at once. More than the five searches of a second, so that latency does not matter. */
const AHEAD = 8;

/** A stretch of ids, (lower, upper], that one query can reach. */
interface Stretch {
  readonly lower: string;
  readonly upper: string;
  readonly expected: number;
  readonly ids: Set<string>;
  /** Offsets not yet asked for. */
  readonly todo: number[];
  /** Pages asked for and not answered. */
  open: number;
  sound: boolean;
  /** While the stretch is walked again one page after the other: the next page's lower bound. */
  redo: string | null;
}

/** Takes an answer in and returns the rows to give. */
type Accept = () => readonly Row[];

/**
 * Reads everything in the order of ids, each record in one of ⌈N / 200⌉ pages.
 *
 * A search reaches 10,000 results, and a chain of cursors would make latency the limit. So of each stretch the *last* page
 * is asked for first: its last id bounds the stretch, the next stretch may begin, and the other pages are asked for side by
 * side, bounded above by that id. New records have larger ids, so within the bounds the total can only change when a record
 * vanished (or came late into the index), which would shift offsets and hide a neighbour. A stretch counts only when every page
 * reported the same total and their ids are that many; otherwise it is walked again, one page after the other. The
 * cursor moves to the end of the longest unbroken row of stretches that count.
 */
export class FullWalk {
  readonly #search: (query: Query) => Promise<SearchPage>;
  readonly #start: FullWalkStart;
  readonly #stretches: Stretch[] = [];
  /** Where the next stretch begins and how many records are left from there; `null` when none are. */
  #frontier: { readonly lower: string; readonly left: number } | null = null;
  #anchoring = false;
  #lowerId: string;
  #expected: number | null = null;

  constructor(search: (query: Query) => Promise<SearchPage>, start: FullWalkStart) {
    this.#search = search;
    this.#start = start;
    this.#lowerId = start.lowerId;
  }

  async *pages(): AsyncGenerator<WalkPage> {
    const head = await this.#search(within([above(this.#lowerId)], 0));
    this.#expected = head.total;
    this.#lowerId = lastId(head.rows) ?? this.#lowerId;
    this.#advance(this.#lowerId, head.total - head.rows.length);
    yield this.#page(head.rows);
    for await (const accept of runAhead(() => this.#plan(), AHEAD)) yield this.#page(accept());
  }

  #page(rows: readonly Row[]): WalkPage {
    const { startedAt, afterwards } = this.#start;
    const done = this.#frontier === null && this.#stretches.length === 0;
    const cursor: Cursor = done
      ? afterwards
      : { phase: 'full', startedAt, lowerId: this.#lowerId, changes: afterwards };
    return { rows, cursor, expected: this.#expected };
  }

  #advance(lower: string, left: number): void {
    this.#frontier = left > 0 ? { lower, left } : null;
  }

  /** The next stretch begins when the open ones have only a few pages left to ask for. */
  #plan(): (() => Promise<Accept>) | undefined {
    const todo = this.#stretches.reduce((sum, stretch) => sum + stretch.todo.length, 0);
    if (this.#frontier !== null && !this.#anchoring && todo <= AHEAD) return this.#anchor(this.#frontier);
    const redo = this.#stretches.find((stretch) => stretch.redo !== null && stretch.open === 0);
    if (redo) return this.#again(redo, redo.redo ?? redo.lower);
    const next = this.#stretches.find((stretch) => stretch.todo.length > 0);
    return next && this.#part(next, next.todo.shift() ?? 0);
  }

  #anchor({ lower, left }: { lower: string; left: number }): () => Promise<Accept> {
    this.#anchoring = true;
    const offset = (Math.ceil(Math.min(left, REACH) / PAGE) - 1) * PAGE;
    return async () => {
      const page = await this.#search(within([above(lower)], offset));
      return () => this.#bound(lower, offset, page);
    };
  }

  #bound(lower: string, offset: number, { rows, total }: SearchPage): readonly Row[] {
    this.#anchoring = false;
    const upper = lastId(rows);
    // So many records vanished that the page is empty, or its ids cannot be read: begin again with what is left now.
    if (upper === undefined) {
      this.#advance(lower, offset === 0 ? 0 : Math.min(total, offset));
      return rows;
    }
    const expected = offset + rows.length;
    const todo = Array.from({ length: offset / PAGE }, (_, index) => index * PAGE);
    const stretch = {
      lower,
      upper,
      expected,
      todo,
      ids: new Set<string>(),
      open: 0,
      sound: true,
      redo: null,
    };
    this.#stretches.push(stretch);
    this.#advance(upper, total - expected);
    this.#take(stretch, rows);
    return rows;
  }

  #part(stretch: Stretch, offset: number): () => Promise<Accept> {
    stretch.open += 1;
    return async () => {
      const page = await this.#search(within([above(stretch.lower), upTo(stretch.upper)], offset));
      return () => {
        stretch.open -= 1;
        stretch.sound &&= page.total === stretch.expected;
        return this.#take(stretch, page.rows);
      };
    };
  }

  #again(stretch: Stretch, lower: string): () => Promise<Accept> {
    stretch.open += 1;
    return async () => {
      const page = await this.#search(within([above(lower), upTo(stretch.upper)], 0));
      return () => {
        stretch.open -= 1;
        stretch.redo = page.rows.length < PAGE ? null : (lastId(page.rows) ?? null);
        if (stretch.redo === null) stretch.sound = true;
        return this.#close(page.rows);
      };
    };
  }

  #take(stretch: Stretch, rows: readonly Row[]): readonly Row[] {
    for (const { id } of rows) if (id !== null) stretch.ids.add(id);
    if (stretch.todo.length === 0 && stretch.open === 0) {
      stretch.sound &&= stretch.ids.size === stretch.expected;
      if (!stretch.sound) stretch.redo = stretch.lower;
    }
    return this.#close(rows);
  }

  #close(rows: readonly Row[]): readonly Row[] {
    for (let first = this.#stretches[0]; first && finished(first); first = this.#stretches[0]) {
      this.#lowerId = first.upper;
      this.#stretches.shift();
    }
    return rows;
  }
}

function finished({ todo, open, sound, redo }: Stretch): boolean {
  return todo.length === 0 && open === 0 && sound && redo === null;
}

function lastId(rows: readonly Row[]): string | undefined {
  return rows.findLast(({ id }) => id !== null)?.id ?? undefined;
}

function above(value: string): Condition {
  return { on: 'id', is: 'GT', value };
}

function upTo(value: string): Condition {
  return { on: 'id', is: 'LTE', value };
}

function within(conditions: readonly Condition[], offset: number): Query {
  return { groups: [conditions], sort: 'id', offset };
}
