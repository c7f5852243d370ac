import { PEOPLE_FIELDS, type SeenRecord } from '../crms.ts';
import type { Happened, History, Synced } from '../history.ts';
import { RULED_FIELDS, type RuledField } from '../rules.ts';
import { Answers } from './answers.ts';
import { contestedIn } from './contested.ts';
import { Decisions, nameOfPerson } from './decisions.ts';
import { afterBecoming, afterDecision, type HandLinks } from './links.ts';
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
export function judge(events: History['events'], ended: History['ended'] = new Set()): Judgement {
  const known = new Known();
  const unexplained = events.flatMap((event) =>
    event.kind === 'operation' ? known.decide(event) : known.sync(event),
  );
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
    unexplained: [...unexplained, ...known.faultsInTheEnd(events, ended)],
  };
}

/** Records that a run wrote to, as its pushes and the CRM's own stamps say. */
function writesOf({ before, after, pushed }: Synced): number {
  const touched = [...after.values()].filter(
    (record) => JSON.stringify(record) !== JSON.stringify(before.get(record.key)),
  );
  return new Set([...touched.map(({ key }) => key), ...pushed.map(({ key }) => key)]).size;
}

type Group = readonly Remembered[];

/** What the product can know, event by event. */
class Known {
  readonly #memory = new Memory();
  readonly #decisions = new Decisions();
  readonly #answers = new Answers();
  #links: HandLinks = new Map();
  #now = 0;

  decide({ decided, at }: Happened): readonly string[] {
    if (decided === undefined) return [];
    this.#links = afterDecision(afterBecoming(this.#links, recordsOf(this.#memory.records)), decided);
    if (decided.kind !== 'stage' && decided.kind !== 'value') return [];
    const group = this.#groups(this.#memory.records).find((members) =>
      members.some(({ record }) => record.key === decided.key),
    );
    const formerly = this.#answers.formerMates(keysOf(group ?? []));
    this.#decisions.add({ decided, at, person: personOf(group ?? []), formerly });
    return [];
  }

  sync(run: Synced): readonly string[] {
    this.#memory.see(run.crm, run.before);
    this.#now = run.at;
    this.#answers.hear(run.before, this.#groups(this.#memory.records).map(keysOf));
    const unexplained = this.#unexplainedWrites(run);
    this.#memory.written(run.after);
    return unexplained;
  }

  faultsInTheEnd(events: History['events'], ended: History['ended']): readonly string[] {
    const contested = contestedIn(events);
    const people = this.#groups(this.#memory.records).map((group) => {
      const stage = this.#decisions.stageFor(this.#asked(group));
      const wasReturned = this.#answers.wasReturnedLast(keysOf(group));
      return { records: group.map(({ record }) => record), stage, wasReturned };
    });
    const names = new Set(people.map(({ records }) => nameOfPerson(records.map(({ key }) => key))));
    return [
      ...contested.faults,
      ...this.#wrongValues(contested.left),
      ...verdictFaults(events, { people, contested: contested.left }),
      ...this.#decisions.untold(ended, { people: names, at: this.#now }),
    ];
  }

  #asked(group: Group) {
    const live = this.#memory.records.filter(({ record }) => record.state === 'live');
    return { person: personOf(group), at: this.#now, alive: new Set(keysOf(live)) };
  }

  /** The records of each person. */
  #groups(records: readonly Remembered[]): readonly Group[] {
    const live = records.filter(({ record }) => record.state === 'live');
    const byKey = new Map(live.map((remembered) => [remembered.record.key, remembered]));
    const people = peopleOf(
      live.map(({ record }) => record),
      afterBecoming(this.#links, recordsOf(records)),
    );
    return people.map((group) => group.flatMap(({ key }) => byKey.get(key) ?? []));
  }

  /** Values that a policy asks for, with what can be known at that moment; what the record itself holds is looked at before each write. */
  #askedValues(field: RuledField, old: SeenRecord): readonly (string | undefined)[] {
    return this.#memory.views.flatMap((records) => {
      const isOwn = ({ record }: Remembered) => record.key === old.key;
      const group = this.#groups(records).find((members) => members.some(isOwn)) ?? [];
      const target = group.find(isOwn);
      if (target === undefined || target.record.values[field] !== old.values[field]) return [];
      const set = [undefined, ...this.#decisions.valuesOf(field, this.#now)];
      return set.map((one) => expectedValue(field, target, { group, set: one }));
    });
  }

  /** What a run wrote into people's fields although no policy asks for it. */
  #unexplainedWrites({ before, after }: Synced): readonly string[] {
    return [...after.values()].flatMap((record) => {
      const old = before.get(record.key);
      if (old === undefined) return [`${record.key} was made by the product`];
      return PEOPLE_FIELDS.filter((field) => old.values[field] !== record.values[field]).flatMap((field) => {
        // What a lead of its CRM shows of its person is the person's field, and judged there.
        if (record.samePerson !== null) return [];
        const asked = isRuled(field) ? this.#askedValues(field, old) : [old.values[field]];
        return asked.includes(record.values[field])
          ? []
          : [
              `${shown(record, field)} was written over "${old.values[field] ?? ''}", not "${asked[0] ?? ''}"`,
            ];
      });
    });
  }

  /** What the fields hold in the end although their policy says something else. */
  #wrongValues(contested: ReadonlySet<string>): readonly string[] {
    return this.#groups(this.#memory.records).flatMap((group) =>
      RULED_FIELDS.flatMap((field) => {
        const set = this.#decisions.valueFor(this.#asked(group), field);
        if (set === null) return [];
        return group.flatMap((target) => {
          const asked = expectedValue(field, target, { group, set });
          const { key, values } = target.record;
          return values[field] === asked || contested.has(`${key} ${field}`)
            ? []
            : [`${shown(target.record, field)} stands in the end, not "${asked ?? ''}"`];
        });
      }),
    );
  }
}

function recordsOf(all: readonly Remembered[]): readonly SeenRecord[] {
  return all.map(({ record }) => record);
}

function keysOf(group: Group): readonly string[] {
  return group.map(({ record }) => record.key);
}

function personOf(group: Group): string {
  return nameOfPerson(keysOf(group));
}

function isRuled(field: string): field is RuledField {
  return RULED_FIELDS.some((ruled) => ruled === field);
}

function shown({ key, values }: SeenRecord, field: (typeof PEOPLE_FIELDS)[number]): string {
  return `${key} ${field} "${values[field] ?? ''}"`;
}
