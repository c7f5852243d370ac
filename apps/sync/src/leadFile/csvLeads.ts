import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { emptyLead, type Lead } from '@tamis/core';
import { type CsvError, parse } from 'csv-parse';
import { UsageError } from '../cli/exit.ts';
import { leadFieldOf } from './columnNames.ts';
import type { LeadFile, LeadRow } from './leadFile.ts';
import { setField } from './setField.ts';

const DELIMITERS = [',', ';', '\t', '|'];
const SNIFF_BYTES = 64 * 1024;

/** Opens a CSV file with a header: UTF-8 with or without BOM, quoted values, delimiter found out from the header. */
export async function openCsvLeads(path: string): Promise<LeadFile> {
  const header = await readHeader(path);
  const delimiter = sniffDelimiter(header);
  const headings = await parseHeader(header, delimiter);
  const fields = headings.map(leadFieldOf);
  return { columns: new Set(fields), rows: readRows(path, { delimiter, fields }) };
}

async function readHeader(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
    const [header = ''] = buffer
      .toString('utf8', 0, bytesRead)
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/, 1);
    if (header.trim() === '') throw new UsageError(`${path} is empty: its first line must name the columns.`);
    return header;
  } finally {
    await file.close();
  }
}

function sniffDelimiter(header: string): string {
  const unquoted = header.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => unquoted.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

async function parseHeader(header: string, delimiter: string): Promise<readonly string[]> {
  for await (const row of parse(header, { delimiter, relax_quotes: true })) return row as string[];
  return [];
}

async function* readRows(
  path: string,
  { delimiter, fields }: { delimiter: string; fields: readonly string[] },
): AsyncIterable<LeadRow> {
  const skipped: LeadRow[] = [];
  const parser = createReadStream(path).pipe(
    parse({
      delimiter,
      bom: true,
      from_line: 2,
      info: true,
      skip_records_with_error: true,
      on_skip: (error: CsvError | undefined) => {
        if (error) skipped.push({ line: Number(error.lines ?? 0), problem: error.message });
      },
    }),
  );
  for await (const { record, info } of parser) {
    yield* skipped.splice(0);
    yield readRow(record, { line: info.lines, fields });
  }
  yield* skipped.splice(0);
}

function readRow(
  cells: readonly string[],
  { line, fields }: { line: number; fields: readonly string[] },
): LeadRow {
  if (cells.length !== fields.length) {
    return { line, problem: `has ${cells.length} values for ${fields.length} columns` };
  }
  const lead: Lead = emptyLead(String(line));
  for (const [index, field] of fields.entries()) {
    const problem = setField(lead, field, cells[index] ?? '');
    if (problem !== null) return { line, problem };
  }
  return { line, lead };
}
