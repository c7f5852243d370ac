import type { FieldDescription, MappingDocument, ObjectCapability } from '@tamis/adapter';
import { connectionIssues, type PausedRow } from './check/connection.ts';
import { documentIssues } from './check/document.ts';
import { compileMapping } from './compile/mapping.ts';
import { readDocument } from './document.ts';
import { type KnownFields, knownFields } from './knownFields.ts';
import type { Mapping } from './mapping.ts';
import { MappingInvalid, type MappingIssue } from './mappingInvalid.ts';
import { type PlacedRows, placedRows, withoutRows } from './rows.ts';

type Segment = PropertyKey;

/** `['fields', 3, 'direction']` is in the row `fields[3]`. */
function rowOf([section, index]: readonly Segment[]): string {
  if (section === undefined) return 'mapping';
  return typeof index === 'number' ? `${String(section)}[${index}]` : String(section);
}

function checkedDocument(document: unknown): MappingDocument {
  const read = readDocument(document);
  if (read.success) return read.data;
  const issues = read.error.issues.map(({ path, message }): MappingIssue => {
    const rest = path.slice(2).map(String).join('.');
    const where = rest === '' ? '' : `${rest}: `;
    return { row: rowOf(path), cause: 'malformed', message: `${where}${message}.`, suggestion: null };
  });
  throw new MappingInvalid(issues);
}

interface Checked {
  readonly document: MappingDocument;
  readonly rows: PlacedRows;
  readonly known: KnownFields;
}

function check(
  document: unknown,
  known: readonly FieldDescription[],
  objects?: readonly ObjectCapability[],
): Checked {
  const parsed = checkedDocument(document);
  const checked = { document: parsed, rows: placedRows(parsed), known: knownFields(known) };
  const issues = documentIssues(checked.rows, checked.known, objects);
  if (issues.length > 0) throw new MappingInvalid(issues);
  return checked;
}

/**
 * Checks and compiles a mapping document. With `known`, the CRM's described fields, rows on fields that do not exist or cannot be
 * written are refused too; an object of which no field is described is not checked. With `objects`, the adapter's declared ones,
 * each row must suit its object's role. Throws {@link MappingInvalid} with every fault found.
 */
export function parseMapping(
  document: unknown,
  known: readonly FieldDescription[] = [],
  objects?: readonly ObjectCapability[],
): Mapping {
  const checked = check(document, known, objects);
  const issues = connectionIssues(checked.rows, checked.known);
  if (issues.length > 0) throw new MappingInvalid(issues);
  return compileMapping(checked.rows, { ...checked, objects });
}

/** A mapping as one connection can use it. */
export interface RunnableMapping {
  readonly mapping: Mapping;
  /** Rows that rest until their field is there again; the others work on. */
  readonly paused: readonly PausedRow[];
}

/**
 * Like {@link parseMapping}, for a running connection: a row whose field was deleted or may not be written is paused and named
 * instead of stopping the rest. The product's own fields must be among `known` even before they are created, or their rows pause.
 * Throws {@link MappingInvalid} only for faults of the document itself.
 */
export function runnableMapping(
  document: unknown,
  known: readonly FieldDescription[],
  objects?: readonly ObjectCapability[],
): RunnableMapping {
  const checked = check(document, known, objects);
  const paused = connectionIssues(checked.rows, checked.known);
  const rows = withoutRows(checked.rows, new Set(paused.map(({ row }) => row)));
  return { mapping: compileMapping(rows, { ...checked, objects }), paused };
}
