import { type Delimiter, sniffDelimiter } from '../csv/delimiter.ts';
import { type Line, readLines } from '../csv/lines.ts';
import { type CsvRow, parseCells, RowReader } from '../csv/records.ts';

/** One column of a file and the property (the vendor's own name) that its cells go to. */
export interface LeadColumn {
  readonly label: string;
  readonly property: string;
}

/** What became of a file of leads. */
export interface LoadedLeads {
  readonly loaded: number;
  /** How many rows were skipped: exact. */
  readonly skippedCount: number;
  /** The first of them, with the line where they begin and the reason. */
  readonly skipped: readonly SkippedRow[];
  readonly columns: readonly LeadColumn[];
}

/** A row that was not loaded: the line where it begins, and why. */
export interface SkippedRow {
  readonly line: number;
  readonly reason: string;
}

/** Where a vendor's stand-in puts the rows of a file. */
export interface LeadTarget {
  readonly columns: readonly LeadColumn[];
  /** Loads one row, a cell per column; the reason where the vendor would refuse it. */
  load(cells: readonly string[]): string | null;
}

/** Makes the target once the header's labels are known; properties that the account lacks are created then. */
export type OpenTarget = (labels: readonly string[]) => LeadTarget;

const SKIPPED_SHOWN = 1000;

/** Loads a CSV with a header, a piece at a time. Rows that the vendor would not import are skipped and reported. */
export async function loadLeads(source: AsyncIterable<Buffer>, open: OpenTarget): Promise<LoadedLeads> {
  let loader: LeadLoader | null = null;
  for await (const lines of readLines(source)) {
    const body = loader === null ? lines.slice(headerAt(lines)) : lines;
    const [header, ...rows] = body;
    if (loader !== null) loader.take(body);
    else if (header !== undefined) {
      loader = new LeadLoader(header, open);
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
  readonly #target: LeadTarget;
  readonly #rows: RowReader;
  readonly #skipped: SkippedRow[] = [];
  #skippedCount = 0;
  #loaded = 0;

  constructor(header: Line, open: OpenTarget) {
    const delimiter = sniffDelimiter(header.text);
    const labels = headerLabels(header, delimiter);
    this.#target = open(labels);
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
      columns: this.#target.columns,
    };
  }

  #takeRow(row: CsvRow): void {
    const problem = 'problem' in row ? row.problem : this.#target.load(row.cells);
    if (problem === null) this.#loaded += 1;
    else this.#skip(row.line, problem);
  }

  #skip(line: number, reason: string): void {
    this.#skippedCount += 1;
    if (this.#skipped.length < SKIPPED_SHOWN) this.#skipped.push({ line, reason });
  }
}

/** The header's cells; throws where it cannot be read, since no row can be without it. */
function headerLabels(header: Line, delimiter: Delimiter): readonly string[] {
  const labels = parseCells(header.text, delimiter);
  if (typeof labels === 'string') throw new Error(`the header line cannot be read: ${labels}`);
  return labels;
}
