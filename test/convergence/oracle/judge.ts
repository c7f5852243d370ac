import { PEOPLE_FIELDS, type SeenRecord } from '../crms.ts';
import type { History, Synced } from '../history.ts';
import { RULED_FIELDS, type RuledField } from '../rules.ts';
import { Memory, type Remembered } from './memory.ts';
import { peopleOf } from './people.ts';
import { pingPongs } from './pingPong.ts';
import { expectedValue } from './policy.ts';
import { verdictFaults } from './verdicts.ts';

/** What became of one cluster; nothing in the lists, and few rounds, is what is wanted. */
export interface Judgement {
  /** Closing rounds that still wrote something. */
  readonly rounds: number;
  /** Writes in the last closing round, in which nothing may be left to write. */
  readonly writesAfter: number;
  readonly pingPongs: readonly string[];
  /** Values that no policy explains, and records that were left out. */
  readonly unexplained: readonly string[];
}

/** Judges the history of one cluster, whose syncs show its own records alone. */
export function judge(events: History['events']): Judgement {
  const memory = new Memory();
  const unexplained: string[] = [];
  for (const event of events) {
    if (event.kind === 'operation') continue;
    memory.see(event.crm, event.before);
    unexplained.push(...unexplainedWrites(event, memory));
    memory.written(event.after);
  }
  const closing = events.filter((event) => event.kind === 'sync' && event.phase === 'closing');
  const writing = closing.flatMap((event) =>
    event.kind === 'sync' && writesOf(event) > 0 ? [event.round] : [],
  );
  const last = Math.max(0, ...closing.map((event) => (event.kind === 'sync' ? event.round : 0)));
  const writesAfter = closing.map((event) =>
    event.kind === 'sync' && event.round === last ? writesOf(event) : 0,
  );
  return {
    rounds: Math.max(0, ...writing),
    writesAfter: writesAfter.reduce((sum, writes) => sum + writes, 0),
    pingPongs: pingPongs(events),
    unexplained: [
      ...unexplained,
      ...wrongValues(groupsOf(memory.records)),
      ...verdictFaults(events, groupsOf(memory.records)),
    ],
  };
}

/** Records that a run wrote to, as its pushes and the CRM's own stamps say. */
function writesOf({ before, after, pushed }: Synced): number {
  const touched = [...after.values()].filter(
    (record) => JSON.stringify(record) !== JSON.stringify(before.get(record.key)),
  );
  return new Set([...touched.map(({ key }) => key), ...pushed.map(({ key }) => key)]).size;
}

/** The records of each person. */
function groupsOf(records: readonly Remembered[]): readonly (readonly Remembered[])[] {
  const live = records.filter(({ record }) => record.state === 'live');
  const byKey = new Map(live.map((remembered) => [remembered.record.key, remembered]));
  const people = peopleOf(live.map(({ record }) => record));
  return people.map((group) => group.flatMap(({ key }) => byKey.get(key) ?? []));
}

/** Values that a policy asks for, with what can be known at that moment. */
function askedValues(
  field: RuledField,
  { memory, key }: { memory: Memory; key: string },
): readonly (string | undefined)[] {
  return memory.views.flatMap((records) => {
    const isOwn = ({ record }: Remembered) => record.key === key;
    const group = groupsOf(records).find((members) => members.some(isOwn)) ?? [];
    const target = group.find(isOwn);
    return target === undefined ? [] : [expectedValue(field, target, group)];
  });
}

/** What a run wrote into people's fields although no policy asks for it. */
function unexplainedWrites({ before, after }: Synced, memory: Memory): readonly string[] {
  return [...after.values()].flatMap((record) => {
    const old = before.get(record.key);
    if (old === undefined) return [`${record.key} was made by the product`];
    return PEOPLE_FIELDS.filter((field) => old.values[field] !== record.values[field]).flatMap((field) => {
      // What a lead of its CRM shows of its person is the person's field, and judged there.
      if (record.samePerson !== null) return [];
      const asked = isRuled(field) ? askedValues(field, { memory, key: record.key }) : [old.values[field]];
      return asked.includes(record.values[field])
        ? []
        : [`${shown(record, field)} was written over "${old.values[field] ?? ''}", not "${asked[0] ?? ''}"`];
    });
  });
}

/** What the fields hold in the end although their policy says something else. */
function wrongValues(groups: readonly (readonly Remembered[])[]): readonly string[] {
  return groups.flatMap((group) =>
    group.flatMap((target) =>
      RULED_FIELDS.flatMap((field) => {
        const asked = expectedValue(field, target, group);
        return target.record.values[field] === asked
          ? []
          : [`${shown(target.record, field)} stands in the end, not "${asked ?? ''}"`];
      }),
    ),
  );
}

function isRuled(field: string): field is RuledField {
  return RULED_FIELDS.some((ruled) => ruled === field);
}

function shown({ key, values }: SeenRecord, field: (typeof PEOPLE_FIELDS)[number]): string {
  return `${key} ${field} "${values[field] ?? ''}"`;
}
