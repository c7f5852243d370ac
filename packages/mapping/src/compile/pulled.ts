import type { FieldRow, FieldType } from '@tamis/adapter';
import { DEFAULT_DELIMITER, type ReadTarget, toLead } from '../coerce.ts';
import type { KnownFields } from '../knownFields.ts';
import type { PulledRow, Slot } from '../mapping.ts';
import { type LeadPath, leadPath, splitPath } from '../paths/leadPaths.ts';
import { isPulled, isPushed, type Placed } from '../rows.ts';
import type { LeadValue, ValueType } from '../values/leadValue.ts';

/** What a field of one's own holds, by the type that the CRM gives it. */
const ATTRIBUTE_TYPES: Readonly<Record<FieldType, ValueType>> = {
  text: 'text',
  number: 'number',
  boolean: 'boolean',
  date: 'instant',
  datetime: 'instant',
  enumeration: 'text',
  'multi-enumeration': 'list',
};

function attributeType({ transform }: FieldRow, crmType: FieldType | undefined): ValueType {
  if (transform?.split !== undefined) return 'list';
  if (crmType === 'multi-enumeration') return 'list';
  // Translated values are already what the lead is to hold.
  return transform?.values !== undefined || crmType === undefined ? 'as-is' : ATTRIBUTE_TYPES[crmType];
}

/** How the row's CRM field is read into the lead field. */
export function pulledTarget(row: FieldRow, path: LeadPath, known: KnownFields): ReadTarget {
  const crmType = known.find(row.object, row.field)?.type;
  const several = crmType === 'multi-enumeration' ? DEFAULT_DELIMITER : null;
  return {
    type: path.type === 'as-is' ? attributeType(row, crmType) : path.type,
    choices: path.choices ?? [],
    values: row.transform?.values === undefined ? null : new Map(Object.entries(row.transform.values)),
    delimiter: row.transform?.split ?? several,
  };
}

function fallbackOf(row: FieldRow, path: LeadPath, known: KnownFields): LeadValue | undefined {
  return toLead(row.default, { ...pulledTarget(row, path, known), values: null }).value;
}

interface SlotDraft extends Slot {
  readonly rows: PulledRow[];
  fallback: LeadValue | undefined;
  fallbackRow: PulledRow | undefined;
}

function emptySlot(path: LeadPath): SlotDraft {
  return { path, ...splitPath(path.path), rows: [], fallback: undefined, fallbackRow: undefined };
}

function fieldKey({ lead, object, field }: FieldRow): string {
  return JSON.stringify([lead, object, field]);
}

/** Which lead field and CRM field are both read and written, by one row or by two. */
export function twoWayFields(rows: readonly Placed<FieldRow>[]): (row: FieldRow) => boolean {
  const keysOf = (some: readonly Placed<FieldRow>[]) => new Set(some.map(({ value }) => fieldKey(value)));
  const pulled = keysOf(rows.filter(({ value }) => isPulled(value)));
  const pushed = keysOf(rows.filter(({ value }) => isPushed(value)));
  return (row) => pulled.has(fieldKey(row)) && pushed.has(fieldKey(row));
}

/** Groups the pulled rows by the field of the lead that they fill. Rows of unknown paths have been refused before. */
export function compileSlots(rows: readonly Placed<FieldRow>[], known: KnownFields): readonly Slot[] {
  const slots = new Map<string, SlotDraft>();
  const isTwoWay = twoWayFields(rows);
  for (const { row, value } of rows) {
    const path = isPulled(value) ? leadPath(value.lead) : null;
    if (path === null) continue;
    const slot = slots.get(path.path) ?? emptySlot(path);
    const pulled: PulledRow = {
      row,
      object: value.object,
      field: value.field,
      target: pulledTarget(value, path, known),
      twoWay: isTwoWay(value),
      conflict: value.conflict ?? 'newest',
      blanks: value.blanks ?? false,
    };
    slot.rows.push(pulled);
    if (slot.fallback === undefined) {
      slot.fallback = fallbackOf(value, path, known);
      slot.fallbackRow = pulled;
    }
    slots.set(path.path, slot);
  }
  return [...slots.values()];
}
