import { dayText, instantText } from '../time.ts';
import type { RecordStore } from './recordStore.ts';
import type { CheckedValues, Write } from './writer.ts';

/** Adds what Salesforce sets itself: defaults of a new record, and fields that follow from others. */
export function withAutomatic(store: RecordStore, write: Write, values: CheckedValues): CheckedValues {
  const all = write.row === null ? withDefaults(store, write, values) : new Map(values);
  for (const [name, value] of FOLLOWING[store.type.name]?.(all) ?? []) all.set(name, value);
  return all;
}

function withDefaults(store: RecordStore, write: Write, values: CheckedValues): Map<string, string | null> {
  const all = new Map(values);
  for (const { name, picklistValues } of store.fields.all()) {
    const usual = picklistValues.find(({ defaultValue }) => defaultValue)?.value;
    if (usual !== undefined && (all.get(name) ?? null) === null) all.set(name, usual);
  }
  if (store.fields.get('OwnerId') !== undefined && (all.get('OwnerId') ?? null) === null)
    all.set('OwnerId', write.by.userId);
  if (write.by.userId !== '') all.set('CreatedById', write.by.userId);
  return all;
}

type Following = (values: CheckedValues) => readonly (readonly [string, string])[];

/** Fields that follow from others, by object. */
const FOLLOWING: Readonly<Record<string, Following>> = {
  Opportunity: (values) => {
    const stage = values.get('StageName');
    if (stage === undefined) return [];
    const won = stage === 'Closed Won';
    return [
      ['IsWon', String(won)],
      ['IsClosed', String(won || stage === 'Closed Lost')],
    ];
  },
  Task: (values) => {
    const status = values.get('Status');
    return status === undefined ? [] : [['IsClosed', String(status === 'Completed')]];
  },
  CampaignMember: (values) => {
    const status = values.get('Status');
    return status === undefined ? [] : [['HasResponded', String(status === 'Responded')]];
  },
  Event: (values) => {
    const start = values.get('StartDateTime') ?? values.get('ActivityDateTime');
    if (start === undefined || start === null) return [];
    const minutes = Number(values.get('DurationInMinutes') ?? 60);
    const at = Date.parse(start.replace('+0000', 'Z'));
    return [
      ['StartDateTime', start],
      ['ActivityDateTime', start],
      ['ActivityDate', dayText(at)],
      ['EndDateTime', values.get('EndDateTime') ?? instantText(at + minutes * 60_000)],
    ];
  },
};
