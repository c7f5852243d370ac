import type { ActivityRow, MappingDocument, ObjectCapability, PastStageRow, SignalRow } from '@tamis/adapter';
import type { KnownFields } from '../knownFields.ts';
import type { ActivityReader, Mapping, PastReader, Signal } from '../mapping.ts';
import { isAttributePath, isCompanyPath, isDealPath } from '../paths/leadPaths.ts';
import { isPushed, type Placed, type PlacedRows } from '../rows.ts';
import { isStage } from '../values/stage.ts';
import { compileSlots } from './pulled.ts';
import { compilePushed } from './pushed.ts';

function compileSignal({ row, value }: Placed<SignalRow>): Signal {
  const { object, kind, count, at, attributes = {}, history = null } = value;
  const field = count ?? at;
  return {
    row,
    object,
    field,
    key: `${kind}:${field}`,
    kind,
    count,
    at,
    attributes: Object.entries(attributes),
    history,
  };
}

function compileActivity({ row, value }: Placed<ActivityRow>): ActivityReader {
  const { object, kind, at, kindBy, attributes = {} } = value;
  return {
    row,
    object,
    field: at,
    kind,
    at,
    kindBy:
      kindBy === undefined ? null : { field: kindBy.field, kinds: new Map(Object.entries(kindBy.kinds)) },
    attributes: Object.entries(attributes),
  };
}

/** Words that are no stages have been refused before. */
function compilePast({ row, value }: Placed<PastStageRow>): PastReader {
  const { object, field, stages, unless = [] } = value;
  const known = Object.entries(stages).flatMap(([crm, stage]) =>
    isStage(stage) ? [[crm, stage] as const] : [],
  );
  return { row, object, field, stages: new Map(known), unless };
}

function byObject<T extends { readonly object: string }>(
  rows: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  return Map.groupBy(rows, ({ object }) => object);
}

/** Objects that are leads: as declared, or those that are written to or hold more than a company, a deal or free attributes. */
function leadObjects(rows: PlacedRows, objects?: readonly ObjectCapability[]): ReadonlySet<string> {
  if (objects !== undefined)
    return new Set(objects.filter(({ role }) => role === 'lead').map(({ name }) => name));
  const leads = rows.fields.filter(({ value }) => {
    const inform = isCompanyPath(value.lead) || isDealPath(value.lead) || isAttributePath(value.lead);
    return isPushed(value) || !inform;
  });
  return new Set(leads.map(({ value }) => value.object));
}

/** What a compiled mapping rests on. */
export interface CompileOptions {
  readonly document: MappingDocument;
  readonly known: KnownFields;
  readonly objects?: readonly ObjectCapability[] | undefined;
}

/** Prepares readers and writers of the rows once, so that a lead costs no look-up of its mapping. */
export function compileMapping(rows: PlacedRows, { document, known, objects }: CompileOptions): Mapping {
  const slots = compileSlots(rows.fields, known);
  return {
    document,
    leadObjects: leadObjects(rows, objects),
    slots: slots.filter(({ path }) => !isDealPath(path.path)),
    dealSlots: slots.filter(({ path }) => isDealPath(path.path)),
    pushed: compilePushed(rows.fields, known),
    signals: byObject(rows.signals.map(compileSignal)),
    activities: new Map(rows.activities.map(compileActivity).map((reader) => [reader.object, reader])),
    past: byObject(rows.pastStages.map(compilePast)),
  };
}
