/**
 * CSV as the Bulk API 2.0 speaks it (RFC 4180, comma, quoted): https://developer.salesforce.com/docs/platform/api-asynch/guide/datafiles-valid-csv-record-rows.html
 * jsforce's own parser makes objects of a whole answer at once; here one row lives at a time.
 */

/** Rows of cells. An empty text has no rows. */
export function* csvRows(text: string): Generator<string[]> {
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    row.push(cell.value);
    const separator = text[cell.end];
    at = cell.end + 1;
    if (separator === ',') {
      if (at === text.length) row.push('');
      else continue;
    }
    if (separator === '\r' && text[at] === '\n') at += 1;
    yield row;
    row = [];
  }
  if (row.length > 0) yield row;
}

/** Rows as values by the names of the first one. `read` makes the value of a cell; cells for which it gives `undefined` are left out. */
export function* csvRecords<V>(
  text: string,
  read: (name: string, cell: string) => V | undefined,
): Generator<Readonly<Record<string, V>>> {
  let names: readonly string[] | null = null;
  for (const row of csvRows(text)) {
    if (names === null) {
      names = row;
      continue;
    }
    const record: Record<string, V> = {};
    for (const [index, name] of names.entries()) {
      const value = read(name, row[index] ?? '');
      if (value !== undefined) record[name] = value;
    }
    yield record;
  }
}

/** One line for each row, separated by line feeds. */
export function toCsv(rows: Iterable<readonly string[]>): string {
  return Array.from(rows, (row) => `${row.map(quoted).join(',')}\n`).join('');
}

interface Cell {
  readonly value: string;
  /** Index of the separator behind it. */
  readonly end: number;
}

function plainCell(text: string, start: number): Cell {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { value: text.slice(start, end), end };
}

function quotedCell(text: string, start: number): Cell {
  let value = '';
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return { value: value + text.slice(from), end: text.length };
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
