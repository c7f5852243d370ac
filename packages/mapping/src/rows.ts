import type { ActivityRow, FieldRow, MappingDocument, PastStageRow, SignalRow } from '@tamis/adapter';

/** A row with its place in the document, for instance `fields[3]`. */
export interface Placed<T> {
  readonly row: string;
  readonly value: T;
}

/** The rows of a document with their places, which stay the same when some of them are left out. */
export interface PlacedRows {
  readonly fields: readonly Placed<FieldRow>[];
  readonly signals: readonly Placed<SignalRow>[];
  readonly activities: readonly Placed<ActivityRow>[];
  readonly pastStages: readonly Placed<PastStageRow>[];
}

function place<T>(section: string, rows: readonly T[]): readonly Placed<T>[] {
  return rows.map((value, index) => ({ row: `${section}[${index}]`, value }));
}

/** Gives every row its place. */
export function placedRows(document: MappingDocument): PlacedRows {
  return {
    fields: place('fields', document.fields),
    signals: place('signals', document.signals),
    activities: place('activities', document.activities),
    pastStages: place('pastStages', document.pastStages ?? []),
  };
}

/** The rows without those at the places named. */
export function withoutRows(rows: PlacedRows, places: ReadonlySet<string>): PlacedRows {
  const kept = <T>(all: readonly Placed<T>[]) => all.filter(({ row }) => !places.has(row));
  return {
    fields: kept(rows.fields),
    signals: kept(rows.signals),
    activities: kept(rows.activities),
    pastStages: kept(rows.pastStages),
  };
}

/** Is the row read from the CRM? */
export function isPulled({ direction }: FieldRow): boolean {
  return direction !== 'push';
}

/** Is the row written to the CRM? */
export function isPushed({ direction }: FieldRow): boolean {
  return direction !== 'pull';
}
