import type { SeenRecord } from '../crms.ts';
import type { History } from '../history.ts';

/** What every record of a person shows alike. */
const SHOWN_ALIKE = ['score', 'grade', 'stage', 'reason'] as const;

/** What sales' answer makes of a person, and the words that say so. */
const ANSWERED: Readonly<Record<string, { readonly stage: string; readonly because: string }>> = {
  accepted: { stage: 'sql', because: 'accepted by sales' },
  rejected: { stage: 'recycled', because: 'rejected by sales: No budget this year' },
};

/** An open deal says more than any answer: a converted lead of Pipedrive becomes one. */
const WITH_A_DEAL = 'opportunity';

/** The records of a person, with what else was decided about them. */
export interface JudgedPerson {
  readonly records: readonly SeenRecord[];
  /** The stage that somebody set in the product; `null` where that is open. */
  readonly stage: string | null | undefined;
  /** A record that is gone said last that sales gave them back: they rest, whatever was said before. */
  readonly wasReturned: boolean;
}

/**
 * What is wrong with what the records of people show of score, grade, stage and reason in the end. A `contested` field, `KEY FIELD`, is
 * left alone.
 */
export function verdictFaults(
  events: History['events'],
  { people, contested }: { people: readonly JudgedPerson[]; contested: ReadonlySet<string> },
): readonly string[] {
  return people.flatMap(({ records: all, stage, wasReturned }) => {
    const records = all.map((record) => withoutContested(record, all, contested));
    return [
      ...leftOut(records),
      ...disagreeing(records),
      ...standing(events, records),
      ...otherStage(records, stage),
      ...(stage === undefined ? unanswered(records, wasReturned) : []),
    ];
  });
}

/** A contested field shows anything: for the comparison it shows what the others do. */
function withoutContested(
  record: SeenRecord,
  all: readonly SeenRecord[],
  contested: ReadonlySet<string>,
): SeenRecord {
  const fields = SHOWN_ALIKE.filter((field) => contested.has(`${record.key} ${field}`));
  if (fields.length === 0) return record;
  const others = (field: (typeof SHOWN_ALIKE)[number]) =>
    all.find(({ key }) => !contested.has(`${key} ${field}`));
  const shown = fields.map((field) => [field, others(field)?.values[field] ?? 'anything'] as const);
  return { ...record, values: { ...record.values, ...Object.fromEntries(shown) } };
}

function otherStage(records: readonly SeenRecord[], stage: JudgedPerson['stage']): readonly string[] {
  if (stage === undefined || stage === null) return [];
  return records
    .filter(({ values }) => values.stage !== stage)
    .map(({ key, values }) => `${key} is ${values.stage}, although somebody set ${stage}`);
}

/** Where all answers of sales agree, every record says what follows from them. */
function unanswered(records: readonly SeenRecord[], wasReturned: boolean): readonly string[] {
  const answers = new Set(records.flatMap(({ values }) => values.salesStatus ?? []));
  const [answer] = answers;
  const asked = answers.size === 1 && answer !== undefined ? ANSWERED[answer] : undefined;
  if (asked === undefined || (answer === 'accepted' && wasReturned)) return [];
  return records
    .filter(({ values }) => values.stage !== WITH_A_DEAL)
    .filter(({ values }) => values.stage !== asked.stage || values.reason?.includes(asked.because) !== true)
    .map(
      ({ key, values }) =>
        `${key} is ${values.stage} ("${values.reason}"), although sales ${answer} the person`,
    );
}

function leftOut(records: readonly SeenRecord[]): readonly string[] {
  return records.flatMap(({ key, values }) => {
    const missing = SHOWN_ALIKE.filter((field) => values[field] === undefined);
    return missing.length === 0 ? [] : [`${key} was left out: it has no ${missing.join(', ')}`];
  });
}

function disagreeing(records: readonly SeenRecord[]): readonly string[] {
  const [first, ...others] = records;
  if (first === undefined) return [];
  return others.flatMap((other) =>
    SHOWN_ALIKE.filter((field) => first.values[field] !== other.values[field]).map((field) => {
      const said = [first, other].map(({ values }) => `"${values[field] ?? ''}"`);
      return `${first.key} and ${other.key} are one person, and their ${field} is ${said.join(' and ')}`;
    }),
  );
}

/** What a person wrote over a value of ours, and still stands. */
function standing(events: History['events'], records: readonly SeenRecord[]): readonly string[] {
  return events.flatMap((event) => {
    if (event.kind === 'sync' || event.overwritten === undefined) return [];
    const { key, field, value } = event.overwritten;
    const stands = records.some((record) => record.key === key && record.values[field] === value);
    return stands ? [`${key} ${field} still shows "${value}", which a person wrote over ours`] : [];
  });
}
