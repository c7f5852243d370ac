import type { FieldValue, Instant } from '@tamis/adapter';
import { type CrmField, LONGEST_TEXT, type Row, type RowEnd } from './row.ts';

/** Why a value is not accepted. */
export interface ValueProblem {
  readonly code: 'unknown-field' | 'bad-value' | 'too-long';
  readonly field: string;
  readonly message: string;
}

/** Everybody the example CRM holds, with the fields that people have. Ids are ascending texts of equal length. */
export class People {
  readonly rows = new Map<string, Row>();
  readonly fields = new Map<string, CrmField>();
  #last = 0;

  /** `sameAs`: the row of the same person that the new one names. */
  add(now: Instant, sameAs: string | null = null): Row {
    this.#last += 1;
    const id = `p${String(this.#last).padStart(7, '0')}`;
    const row: Row = {
      id,
      created: now,
      modified: now,
      fields: { name: `Person ${id}` },
      past: [],
      end: null,
      mergedIds: [],
      sameAs,
    };
    this.rows.set(id, row);
    return row;
  }

  live(): readonly Row[] {
    return [...this.rows.values()].filter(({ end }) => end === null);
  }

  /** The live row of an id. */
  find(id: string): Row | null {
    const row = this.rows.get(id);
    return row === undefined || row.end !== null ? null : row;
  }

  /** What is wrong with the values, if anything; nothing is written. */
  check(values: Readonly<Record<string, FieldValue>>): ValueProblem | null {
    const problems = Object.entries(values).map(([name, value]) => this.#problem(name, value));
    return problems.find((problem) => problem !== null) ?? null;
  }

  write(row: Row, values: Readonly<Record<string, FieldValue>>, now: Instant): void {
    row.fields = { ...row.fields, ...values };
    const written = Object.entries(values).map(([field, value]) => ({ field, value, at: now }));
    row.past = [...written, ...row.past];
    row.modified = now;
  }

  finish(row: Row, end: RowEnd, now: Instant): void {
    row.end = end;
    row.modified = now;
  }

  #problem(field: string, value: FieldValue): ValueProblem | null {
    const known = this.fields.get(field);
    const problem = (code: ValueProblem['code'], message: string) => ({ code, field, message });
    if (known === undefined) return problem('unknown-field', `People have no field ${field}.`);
    if (value === null) return null;
    if (known.type === 'number')
      return Number.isFinite(Number(value)) ? null : problem('bad-value', `${field} takes a number.`);
    if (known.type === 'enumeration' && !known.options?.includes(String(value)))
      return problem('bad-value', `${String(value)} is no option of ${field}.`);
    return String(value).length > LONGEST_TEXT ? problem('too-long', `${field} is too long.`) : null;
  }
}
