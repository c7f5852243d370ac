import { parse } from 'csv-parse/sync';
import { badRequest } from '../errors.ts';

/** How a job's data are written: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/datafiles_prepare_csv.htm */
export interface CsvDialect {
  readonly delimiter: string;
  readonly lineEnd: string;
}

/** Names of delimiters and line ends in a job. */
export const DELIMITERS = {
  COMMA: ',',
  SEMICOLON: ';',
  TAB: '\t',
  PIPE: '|',
  CARET: '^',
  BACKQUOTE: '`',
} as const;
/** Names of line ends in a job. */
export const LINE_ENDS = { LF: '\n', CRLF: '\r\n' } as const;

/** Rows of texts as a file, every cell in quotes, the last line ended. */
export function writeCsv(
  rows: Iterable<readonly (string | null)[]>,
  { delimiter, lineEnd }: CsvDialect,
): string {
  let text = '';
  for (const row of rows)
    text += row.map((cell) => `"${(cell ?? '').replaceAll('"', '""')}"`).join(delimiter) + lineEnd;
  return text;
}

/** A file as its header and rows; throws where it cannot be read. */
export function readCsv(
  text: string,
  { delimiter }: CsvDialect,
): { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  try {
    const [header = [], ...rows]: string[][] = parse(text, { delimiter, bom: true, skip_empty_lines: true });
    return { header, rows };
  } catch (error) {
    throw badRequest('INVALIDBATCH', error instanceof Error ? error.message : String(error));
  }
}
