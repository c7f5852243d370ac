import type { CrmRecord, Instant } from '@tamis/adapter';
import { type KeyedActivity, latestAttributes } from './activity.ts';
import type { Mapping, Signal } from './mapping.ts';
import type { MappingProblem } from './problem.ts';
import { parseCount, parseTime } from './recordFields.ts';

/** What a record's running totals were when it was last looked at, by the key of the signal. */
export interface SignalSnapshot {
  readonly counts: Readonly<Record<string, number>>;
  /** Latest time already turned into an activity. */
  readonly ats: Readonly<Record<string, Instant>>;
}

/** Activities of one record since the snapshot before, and the snapshot to keep with them. */
export interface Derived {
  readonly activities: readonly KeyedActivity[];
  readonly snapshot: SignalSnapshot;
  readonly problems: readonly MappingProblem[];
}

/** What one signal gives: its activities and the two numbers to remember. */
interface Step {
  readonly activities: readonly KeyedActivity[];
  readonly count?: number | undefined;
  readonly at?: Instant | undefined;
}

interface Look {
  readonly signal: Signal;
  readonly record: CrmRecord;
  readonly before: { readonly count: number | undefined; readonly at: Instant | undefined };
  /** Time of the latest one as the CRM says it. */
  readonly at: Instant | undefined;
}

function keyOf({ signal }: Look, suffix: string): string {
  return `${signal.key}${suffix}`;
}

function later(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.max(a, b);
}

/** The CRM holds only the date of the latest one: a date later than the last is one activity. */
function byDate(look: Look): Step {
  const { signal, record, before, at } = look;
  if (at === undefined || (before.at !== undefined && at <= before.at))
    return { activities: [], at: before.at };
  const attributes = latestAttributes(record, signal.attributes);
  const activity = { kind: signal.kind, at, count: 1, derived: true, ...attributes };
  return { activities: [{ key: keyOf(look, `@${at}`), activity }], at };
}

/** Past values since the snapshot before, newest first, at most as many as the total grew by, one per instant. */
function pastActivities(look: Look, increase: number): readonly KeyedActivity[] {
  const { signal, record, before } = look;
  if (signal.history === null) return [];
  const { field, attribute } = signal.history;
  const seen = new Map<Instant, string>();
  for (const { value, at } of record.history?.[field] ?? []) {
    const isNew = before.at === undefined || at > before.at;
    if (isNew && value !== null && value !== '' && seen.size < increase && !seen.has(at)) seen.set(at, value);
  }
  return [...seen].map(([at, value]) => ({
    key: keyOf(look, `~${at}`),
    activity: { kind: signal.kind, at, count: 1, attributes: { [attribute]: value } },
  }));
}

/** An increase of which single times are not known: the latest one with its attributes, the others with none. */
function undated(
  look: Look,
  count: number,
  options: { total: number; latestKnown: boolean },
): readonly KeyedActivity[] {
  const { signal, record } = look;
  const at = look.at ?? record.modifiedAt;
  const suffix = `#${options.total}@${at}`;
  const one = { kind: signal.kind, at, derived: true };
  const latest = options.latestKnown ? {} : latestAttributes(record, signal.attributes);
  if (latest.attributes === undefined) return [{ key: keyOf(look, suffix), activity: { ...one, count } }];
  const first = { key: keyOf(look, suffix), activity: { ...one, count: 1, ...latest } };
  if (count === 1) return [first];
  return [first, { key: keyOf(look, `${suffix}+`), activity: { ...one, count: count - 1 } }];
}

/** A running total: its increase is that many activities; a total that shrank (merge, reset) is a new start and no activity. */
function byTotal(look: Look, total: number): Step {
  const { before, at } = look;
  const increase = total - (before.count ?? 0);
  if (increase <= 0) return { activities: [], count: total, at: later(before.at, at) };
  const past = pastActivities(look, increase);
  const rest = increase - past.length;
  const others = rest === 0 ? [] : undated(look, rest, { total, latestKnown: past.length > 0 });
  const newest = past.reduce<Instant | undefined>((max, { activity }) => later(max, activity.at), at);
  return { activities: [...past, ...others], count: total, at: later(before.at, newest) };
}

function step(
  signal: Signal,
  { record, previous }: { record: CrmRecord; previous: SignalSnapshot | null },
  problems: MappingProblem[],
): Step {
  const before = { count: previous?.counts[signal.key], at: previous?.ats[signal.key] };
  const at = parseTime(signal, record, problems);
  const look = { signal, record, before, at };
  if (signal.count === null) return byDate(look);
  const total = parseCount({ ...signal, field: signal.count }, record, problems);
  return total === undefined ? { activities: [], ...before } : byTotal(look, total);
}

/**
 * Turns a record's running totals into activities: what they grew by since `previous`, or all of it where there is none.
 * Counts of the activities sum to the increase. Attributes belong to the latest one only, so an increase by several becomes that one
 * and the rest without attributes. Keys are unique within the record and the same whenever the same record is derived from the same snapshot.
 */
export function deriveActivities(
  record: CrmRecord,
  previous: SignalSnapshot | null,
  mapping: Mapping,
): Derived {
  const problems: MappingProblem[] = [];
  const counts: Record<string, number> = { ...previous?.counts };
  const ats: Record<string, Instant> = { ...previous?.ats };
  const activities = (mapping.signals.get(record.object) ?? []).flatMap((signal) => {
    const { activities: found, count, at } = step(signal, { record, previous }, problems);
    if (count !== undefined) counts[signal.key] = count;
    if (at !== undefined) ats[signal.key] = at;
    return found;
  });
  return { activities, snapshot: { counts, ats }, problems };
}

/**
 * The snapshot of a record that another one was merged into: totals that a CRM adds up in a merge are nothing new. Where the CRM keeps
 * the survivor's total instead, it is below the sum and counts as a new start.
 */
export function mergeSnapshots(survivor: SignalSnapshot, merged: SignalSnapshot): SignalSnapshot {
  const counts: Record<string, number> = { ...survivor.counts };
  const ats: Record<string, Instant> = { ...survivor.ats };
  for (const [key, count] of Object.entries(merged.counts)) counts[key] = (counts[key] ?? 0) + count;
  for (const [key, at] of Object.entries(merged.ats)) ats[key] = Math.max(ats[key] ?? at, at);
  return { counts, ats };
}
