import { type AnyRow, type RowList, rowName } from '@tamis/mapping';
import type { Document, FieldRow } from './types.ts';

/** The document with a row added. */
export function addRow(document: Document, list: RowList, row: AnyRow): Document {
  return { ...document, [list]: [...(document[list] ?? []), row] };
}

/** The document with the row at a place replaced, or removed where `row` is `null`. */
export function putRow(document: Document, index: number, row: FieldRow | null): Document {
  const fields = document.fields.flatMap((one, place) =>
    place === index ? (row === null ? [] : [row]) : [one],
  );
  return { ...document, fields };
}

/** Values of a picklist as lines, `CRM value = lead value`. */
export function valuesAsText(values: Readonly<Record<string, unknown>> | undefined): string {
  return Object.entries(values ?? {})
    .map(([crm, lead]) => `${crm} = ${lead ?? ''}`)
    .join('\n');
}

/** Lines as values of a picklist; a line without `=` is left out, and an empty lead value is "nothing". */
export function textAsValues(text: string): Record<string, string | null> | undefined {
  const pairs = text.split('\n').flatMap((line): [string, string | null][] => {
    const at = line.indexOf('=');
    if (at < 1) return [];
    const lead = line.slice(at + 1).trim();
    return [[line.slice(0, at).trim(), lead === '' ? null : lead]];
  });
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

/** Keys of rows for a list: what the row is called, and which of its namesakes it is. */
export function rowKeys(rows: readonly AnyRow[]): readonly string[] {
  return rows.map((row, index) => {
    const name = rowName(row);
    return `${name} ${rows.slice(0, index).filter((other) => rowName(other) === name).length}`;
  });
}
