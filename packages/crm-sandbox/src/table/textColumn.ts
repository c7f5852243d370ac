import { NumberColumn } from './numbers.ts';

/** A former value, when it was set and by what. */
export interface PastText {
  readonly value: string;
  readonly at: number;
  readonly source: number;
}

/** One property of all records of a table: present values, when they were set, and former values where there are any. */
export class TextColumn {
  #values: (string | null)[] = [];
  #setAt: NumberColumn | null = null;
  #sources: NumberColumn | null = null;
  #former = new Map<number, PastText[]>();

  /** The present value; `null` where there is none. */
  get(row: number): string | null {
    return this.#values[row] ?? null;
  }

  /** Sets a value as it was when the record came to be: no time of its own, no former value. */
  load(row: number, value: string): void {
    while (this.#values.length < row) this.#values.push(null);
    this.#values[row] = value;
  }

  /** Sets or clears a value and keeps nothing of what was before. */
  replace(row: number, value: string | null): void {
    this.load(row, value ?? '');
    if (value === null) this.#values[row] = null;
  }

  /** Sets a value; `''` and `null` both clear it. Keeps at most `keep` former values. */
  set(
    row: number,
    value: string | null,
    change: { at: number; source: number; recordCreatedAt: number; keep: number },
  ): void {
    const previous = this.past(row, change.recordCreatedAt);
    if (previous.length > 0 && this.get(row) !== value) this.#former.set(row, previous.slice(0, change.keep));
    this.load(row, value ?? '');
    if (value === null) this.#values[row] = null;
    this.#setAt ??= new NumberColumn(Number.NaN);
    this.#sources ??= new NumberColumn(0);
    this.#setAt.set(row, change.at);
    this.#sources.set(row, change.source);
  }

  /** Puts values that came before the present one behind it, newest first. */
  loadPast(row: number, present: { since: number; source: number }, former: readonly PastText[]): void {
    this.#setAt ??= new NumberColumn(Number.NaN);
    this.#sources ??= new NumberColumn(0);
    this.#setAt.set(row, present.since);
    this.#sources.set(row, present.source);
    if (former.length > 0) this.#former.set(row, [...former]);
  }

  /** All values a record has had, newest first; `''` where it was cleared, nothing where it never had one. */
  past(row: number, recordCreatedAt: number): PastText[] {
    const former = this.#former.get(row) ?? [];
    const since = this.#setAt?.get(row) ?? Number.NaN;
    const value = this.get(row);
    if (value === null && Number.isNaN(since)) return former;
    const at = Number.isNaN(since) ? recordCreatedAt : since;
    return [{ value: value ?? '', at, source: this.#sources?.get(row) ?? 0 }, ...former];
  }
}
