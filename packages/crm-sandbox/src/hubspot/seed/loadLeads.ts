import { type Delimiter, sniffDelimiter } from '../../csv/delimiter.ts';
import { type Line, readLines } from '../../csv/lines.ts';
import { type CsvRow, parseCells, RowReader } from '../../csv/records.ts';
import type { HubSpotAccount } from '../account.ts';
import { checkValue } from '../properties/value.ts';
import { loadRecord } from '../records/load.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import { Interned } from './interned.ts';
import { type LeadColumn, leadColumns } from './leadColumns.ts';

/** What became of a file of leads. */
export interface LoadedLeads {
  readonly loaded: number;
  /** How many rows were skipped: exact. */
  readonly skippedCount: number;
  /** The first of them, with the line where they begin and the reason. */
  readonly skipped: readonly SkippedRow[];
  readonly columns: readonly LeadColumn[];
}

export interface SkippedRow {
  readonly line: number;
  readonly reason: string;
}

const SKIPPED_SHOWN = 1000;

/** Loads a CSV with a header as contacts, a piece at a time. Rows that HubSpot would not import are skipped and reported. */
export async function loadLeads(
  account: HubSpotAccount,
  source: AsyncIterable<Buffer>,
): Promise<LoadedLeads> {
  let loader: LeadLoader | null = null;
  for await (const lines of readLines(source)) {
    const body = loader === null ? lines.slice(headerAt(lines)) : lines;
    const [header, ...rows] = body;
    if (loader !== null) loader.take(body);
    else if (header !== undefined) {
      loader = new LeadLoader(account, header);
      loader.take(rows);
    }
  }
  if (loader === null) throw new Error('the file has no header line');
  return loader.finish();
}

/** The first line that is not blank; past the end where all are. */
function headerAt(lines: readonly Line[]): number {
  const at = lines.findIndex(({ text }) => text.trim() !== '');
  return at < 0 ? lines.length : at;
}

class LeadLoader {
  readonly #account: HubSpotAccount;
  readonly #store: ObjectStore;
  readonly #columns: readonly LeadColumn[];
  readonly #rows: RowReader;
  readonly #texts = new Interned();
  readonly #skipped: SkippedRow[] = [];
  #skippedCount = 0;
  #loaded = 0;

  constructor(account: HubSpotAccount, header: Line) {
    this.#account = account;
    this.#store = account.store('contacts');
    const delimiter = sniffDelimiter(header.text);
    const labels = headerLabels(header, delimiter);
    this.#columns = leadColumns(this.#store.properties, labels, account.clock.now());
    this.#rows = new RowReader(delimiter, labels.length);
  }

  take(lines: readonly Line[]): void {
    for (const row of this.#rows.read(lines)) this.#takeRow(row);
  }

  finish(): LoadedLeads {
    for (const row of this.#rows.end()) this.#takeRow(row);
    return {
      loaded: this.#loaded,
      skippedCount: this.#skippedCount,
      skipped: this.#skipped,
      columns: this.#columns,
    };
  }

  #takeRow(row: CsvRow): void {
    const problem = 'problem' in row ? row.problem : this.#load(row.cells);
    if (problem === null) this.#loaded += 1;
    else this.#skip(row.line, problem);
  }

  #skip(line: number, reason: string): void {
    this.#skippedCount += 1;
    if (this.#skipped.length < SKIPPED_SHOWN) this.#skipped.push({ line, reason });
  }

  /** Loads one row; the reason where HubSpot would refuse it. */
  #load(cells: readonly string[]): string | null {
    const values: Record<string, string> = { lifecyclestage: 'lead' };
    for (const [at, { property, label }] of this.#columns.entries()) {
      const checked = this.#check(property, cells[at] ?? '');
      if ('problem' in checked) return `${label}: ${checked.problem.message}`;
      if (checked.value !== null) values[property] = this.#texts.of(property, checked.value);
    }
    const twin = values.email === undefined ? null : this.#store.findUnique('email', values.email);
    if (twin !== null) return `Contact already exists. Existing ID: ${this.#store.id(twin)}`;
    const at = this.#account.clock.now();
    loadRecord(this.#store, { createdAt: at, modifiedAt: at, values });
    return null;
  }

  #check(property: string, cell: string) {
    const definition = this.#store.properties.get(property);
    return definition === undefined ? { value: null } : checkValue(definition, cell);
  }
}

/** The header's cells; throws where it cannot be read, since no row can be without it. */
function headerLabels(header: Line, delimiter: Delimiter): readonly string[] {
  const labels = parseCells(header.text, delimiter);
  if (typeof labels === 'string') throw new Error(`the header line cannot be read: ${labels}`);
  return labels;
}
