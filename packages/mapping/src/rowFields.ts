import type { ActivityRow, SignalRow } from '@tamis/adapter';

/** CRM fields that a signal row reads, past values included. */
export function signalFields({ count, at, attributes = {}, history }: SignalRow): readonly string[] {
  const fields = [at, ...Object.values(attributes), ...(count === null ? [] : [count])];
  return [...new Set(history === undefined ? fields : [...fields, history.field])];
}

/** CRM fields that an activity row reads. */
export function activityFields({ at, kindBy, attributes = {} }: ActivityRow): readonly string[] {
  return [at, ...Object.values(attributes), ...(kindBy === undefined ? [] : [kindBy.field])];
}
