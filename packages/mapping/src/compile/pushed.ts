import type { FieldDescription, FieldRow, FieldType, FieldValue } from '@tamis/adapter';
import type { Lead } from '@tamis/core';
import { DEFAULT_DELIMITER, reverseKey, toLead, type WriteTarget } from '../coerce.ts';
import type { KnownFields } from '../knownFields.ts';
import type { PushedRow, WriteRule } from '../mapping.ts';
import { type LeadPath, leadPath, splitPath } from '../paths/leadPaths.ts';
import { type VerdictPath, verdictPath } from '../paths/verdictPaths.ts';
import { isPushed, type Placed } from '../rows.ts';
import type { LeadValue, ValueType } from '../values/leadValue.ts';
import { pulledTarget, twoWayFields } from './pulled.ts';

/** Type of the CRM field where the connection has not described it. */
const CRM_TYPES: Readonly<Record<ValueType, FieldType>> = {
  text: 'text',
  number: 'number',
  boolean: 'boolean',
  instant: 'datetime',
  choice: 'text',
  list: 'multi-enumeration',
  'as-is': 'text',
};

/** Lead value → CRM value; where several CRM values mean the same, the first one is written. */
function reverseValues({ transform }: FieldRow): ReadonlyMap<string, string> | null {
  if (transform?.values === undefined) return null;
  const reverse = new Map<string, string>();
  for (const [crm, lead] of Object.entries(transform.values)) {
    if (lead !== null && !reverse.has(reverseKey(lead))) reverse.set(reverseKey(lead), crm);
  }
  return reverse;
}

interface Side {
  readonly type: ValueType;
  readonly closed: boolean;
  readonly crmType: FieldType;
}

function writeTarget(row: FieldRow, side: Side, description: FieldDescription | undefined): WriteTarget {
  return {
    ...side,
    reverse: reverseValues(row),
    options:
      description?.options === undefined ? null : new Set(description.options.map(({ value }) => value)),
    maxLength: description?.maxLength ?? null,
    delimiter: row.transform?.split ?? DEFAULT_DELIMITER,
  };
}

function writeRule({ write = 'always', transform }: FieldRow): WriteRule {
  if (write === 'always' || write === 'only-if-empty') return { kind: write };
  return { kind: write, ranks: new Map((transform?.order ?? []).map((value, rank) => [value, rank])) };
}

/** Reads one field of the lead by its path, prepared once. */
function leadReader(path: string): (lead: Lead) => LeadValue | undefined {
  const { section, name } = splitPath(path);
  const keys = [...section, name];
  return (lead) => {
    let value: unknown = lead;
    for (const key of keys) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
      value = (value as Readonly<Record<string, unknown>>)[key];
    }
    // The catalogue of paths names only leaves, and a leaf of the lead is a LeadValue.
    return value as LeadValue | undefined;
  };
}

function verdictRow(row: FieldRow, path: VerdictPath, description: FieldDescription | undefined) {
  const crmType = description?.type ?? path.crmType;
  const { values } = row.transform ?? {};
  const translated = {
    type: path.type === 'choice' ? 'text' : path.type,
    choices: [],
    delimiter: null,
  } as const;
  const table = values === undefined ? null : new Map(Object.entries(values));
  return {
    crmType,
    target: writeTarget(row, { type: path.type, closed: path.closed, crmType }, description),
    weight: path.weight,
    reason: path.reason,
    verdict: path.path,
    lead: null,
    read: (input: Parameters<PushedRow['read']>[0]) => path.read(input, crmType),
    meaning: table === null ? null : (raw: FieldValue) => toLead(raw, { ...translated, values: table }),
  };
}

/** What the rows of a document are compiled with. */
interface Surroundings {
  readonly known: KnownFields;
  readonly isTwoWay: (row: FieldRow) => boolean;
}

function leadRow(row: FieldRow, path: LeadPath, { known, isTwoWay }: Surroundings) {
  const { conflict = 'newest', blanks = false } = row;
  const description = known.find(row.object, row.field);
  const source = pulledTarget(row, path, known);
  const crmType = description?.type ?? CRM_TYPES[source.type];
  const read = leadReader(row.lead);
  return {
    crmType,
    target: writeTarget(row, { type: source.type, closed: path.type === 'choice', crmType }, description),
    weight: 'change' as const,
    reason: 'lead-field-changed' as const,
    verdict: null,
    lead: { path: row.lead, conflict, blanks, twoWay: isTwoWay(row) },
    read: ({ lead }: Parameters<PushedRow['read']>[0]) => read(lead),
    meaning: (raw: FieldValue) => toLead(raw, source),
  };
}

function compileRow({ row, value }: Placed<FieldRow>, around: Surroundings): readonly PushedRow[] {
  const { known } = around;
  const place = { row, object: value.object, field: value.field, rule: writeRule(value) };
  const verdict = verdictPath(value.lead);
  if (verdict !== null)
    return [{ ...place, ...verdictRow(value, verdict, known.find(value.object, value.field)) }];
  const path = leadPath(value.lead);
  return path === null ? [] : [{ ...place, ...leadRow(value, path, around) }];
}

/**
 * A move of 5 points is a move of the total. Its two parts stand for it only where the total itself is not written,
 * so that fit and engagement that change places are no reason by themselves.
 */
function weighScores(rows: readonly Placed<FieldRow>[], object: string): ReadonlySet<string> {
  const pushed = rows.filter(({ value }) => value.object === object && isPushed(value));
  const hasTotal = pushed.some(({ value }) => value.lead === 'verdict.score');
  const parts = pushed.filter(
    ({ value }) => value.lead === 'verdict.fit' || value.lead === 'verdict.engagement',
  );
  return new Set(hasTotal ? parts.map(({ row }) => row) : []);
}

/** Groups the pushed rows by object. Rows of unknown paths have been refused before. */
export function compilePushed(
  rows: readonly Placed<FieldRow>[],
  known: KnownFields,
): ReadonlyMap<string, readonly PushedRow[]> {
  const pushed = rows.filter(({ value }) => isPushed(value));
  const objects = [...new Set(pushed.map(({ value }) => value.object))];
  const around = { known, isTwoWay: twoWayFields(rows) };
  const compiled = (object: string): readonly PushedRow[] => {
    const along = weighScores(pushed, object);
    return pushed
      .filter(({ value }) => value.object === object)
      .flatMap((placed) => compileRow(placed, around))
      .map((row) => (along.has(row.row) ? { ...row, weight: 'along' as const } : row));
  };
  return new Map(objects.map((object) => [object, compiled(object)]));
}
