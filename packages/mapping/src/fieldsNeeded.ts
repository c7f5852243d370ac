import type { HistoryRequest } from '@tamis/adapter';
import type { Mapping } from './mapping.ts';

function mappedFields({ slots, dealSlots, pushed }: Mapping, object: string): readonly string[] {
  const pulled = [...slots, ...dealSlots].flatMap(({ rows }) => rows).filter((row) => row.object === object);
  return [...pulled, ...(pushed.get(object) ?? [])].map(({ field }) => field);
}

function signalFields({ signals }: Mapping, object: string): readonly string[] {
  return (signals.get(object) ?? []).flatMap(({ at, field, attributes }) => [
    field,
    at,
    ...attributes.map(([, source]) => source),
  ]);
}

function activityFields({ activities }: Mapping, object: string): readonly string[] {
  const reader = activities.get(object);
  if (reader === undefined) return [];
  const kind = reader.kindBy === null ? [] : [reader.kindBy.field];
  return [reader.at, ...kind, ...reader.attributes.map(([, source]) => source)];
}

/**
 * The CRM fields of an object that a run must read, each once, in the order of the document. Pushed fields are among them, because a
 * plan compares with what is there. Paused rows ask for nothing.
 */
export function fieldsNeeded(mapping: Mapping, object: string): readonly string[] {
  return [
    ...new Set([
      ...mappedFields(mapping, object),
      ...signalFields(mapping, object),
      ...activityFields(mapping, object),
    ]),
  ];
}

/** The CRM fields of an object in field rows of any direction: whoever keeps records keeps when people changed these. */
export function trackedFields(mapping: Mapping, object: string): ReadonlySet<string> {
  return new Set(mappedFields(mapping, object));
}

/**
 * The fields of an object that are written and are not the product's own (`ownFields`): people and other programs write them too, so
 * each must be read again before a write.
 */
export function guardedFields(
  mapping: Mapping,
  object: string,
  ownFields: ReadonlySet<string>,
): ReadonlySet<string> {
  const pushed = mapping.pushed.get(object) ?? [];
  return new Set(pushed.map(({ field }) => field).filter((field) => !ownFields.has(field)));
}

/** A running total of 1 is fully told by its latest value and time; past values say more from here on. */
const HISTORY_FROM = 2;

/**
 * The past values to read along with an object's records; `null` where no signal uses any. The first row's running total decides for
 * which records: a record that has few of those and more of another kind keeps its total, only without single times.
 */
export function historyNeeded(mapping: Mapping, object: string): HistoryRequest | null {
  const histories = (mapping.signals.get(object) ?? []).flatMap(({ history, count }) =>
    history === null || count === null ? [] : [{ field: history.field, counter: count }],
  );
  const [first] = histories;
  if (first === undefined) return null;
  return {
    fields: [...new Set(histories.map(({ field }) => field))],
    counter: first.counter,
    atLeast: HISTORY_FROM,
  };
}
