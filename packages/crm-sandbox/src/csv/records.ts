import { parse } from 'csv-parse/sync';
import type { Delimiter } from './delimiter.ts';
import type { Line } from './lines.ts';

/** A row of a CSV file, or what is wrong with it; `line` is where it begins. */
export type CsvRow =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly problem: string };

/** A quoted cell may run over this many lines; a quote left open longer was a mistake in its first line. */
const LONGEST_ROW_LINES = 200;

/**
 * Joins lines into rows. A quote that is never closed spoils only the line it stands in: reading goes on with the next one.
 * Rows come in order; a row that spans lines is given when its last line was read.
 */
export class RowReader {
  readonly #delimiter: Delimiter;
  readonly #columns: number;
  #open: Line[] = [];

  constructor(delimiter: Delimiter, columns: number) {
    this.#delimiter = delimiter;
    this.#columns = columns;
  }

  *read(lines: readonly Line[]): Generator<CsvRow> {
    for (const line of lines) yield* this.#take(line);
  }

  /** The rows of lines still held when the file has ended. */
  *end(): Generator<CsvRow> {
    while (this.#open.length > 0) yield* this.#giveUp('a quote is never closed');
  }

  *#take(line: Line): Generator<CsvRow> {
    if (this.#open.length === 0 && line.text.trim() === '') return;
    this.#open.push(line);
    if (quotesBalance(this.#open)) yield* this.#close();
    else if (this.#open.length >= LONGEST_ROW_LINES) yield* this.#giveUp('a quote is never closed');
  }

  *#close(): Generator<CsvRow> {
    const row = this.#parse(this.#open);
    if ('problem' in row && this.#open.length > 1) return yield* this.#giveUp(row.problem);
    this.#open = [];
    yield row;
  }

  /** Reports the first line and reads those behind it again. */
  *#giveUp(problem: string): Generator<CsvRow> {
    const [first, ...others] = this.#open;
    this.#open = [];
    if (first !== undefined) yield { line: first.number, problem };
    yield* this.read(others);
  }

  #parse(lines: readonly Line[]): CsvRow {
    const line = lines[0]?.number ?? 0;
    const text = lines.map((each) => each.text).join('\n');
    const cells = parseCells(text, this.#delimiter);
    if (typeof cells === 'string') return { line, problem: cells };
    if (cells.length === this.#columns) return { line, cells };
    return { line, problem: `${this.#columns} columns expected, ${cells.length} found` };
  }
}

/** The cells of one row, or what is wrong with it. */
export function parseCells(text: string, delimiter: Delimiter): readonly string[] | string {
  if (!text.includes('"')) return text.split(delimiter);
  try {
    const rows: string[][] = parse(text, { delimiter, relax_column_count: true });
    return rows.length === 1 ? (rows[0] ?? []) : 'a quote is never closed';
  } catch (error) {
    return error instanceof Error ? error.message.replace(/ at line \d+/g, '') : String(error);
  }
}

function quotesBalance(lines: readonly Line[]): boolean {
  let quotes = 0;
  for (const { text } of lines)
    for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes % 2 === 0;
}
