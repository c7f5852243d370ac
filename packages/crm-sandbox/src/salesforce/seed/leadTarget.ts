import { apiName, distinctName } from '../../csv/header.ts';
import { factOf, type LeadFact } from '../../leads/knownColumns.ts';
import type { LeadColumn, LeadTarget } from '../../leads/loadLeads.ts';
import { Interned } from '../../table/interned.ts';
import { RecordProblem } from '../errors.ts';
import { field } from '../objects/field.ts';
import type { SalesforceOrg } from '../org.ts';
import { createRecord } from '../records/create.ts';
import type { RecordStore } from '../records/recordStore.ts';
import { checkWrite } from '../records/write.ts';
import type { Writer } from '../records/writer.ts';
import { NO_COMPANY } from './personRecords.ts';

/** Salesforce's field for what every CRM has a field for. */
const FIELDS: Readonly<Record<LeadFact, string>> = {
  email: 'Email',
  firstName: 'FirstName',
  lastName: 'LastName',
  phone: 'Phone',
  mobile: 'MobilePhone',
  company: 'Company',
  jobTitle: 'Title',
  country: 'Country',
  city: 'City',
  zip: 'PostalCode',
  website: 'Website',
  industry: 'Industry',
};

/** What Salesforce demands and a file may not have a column for. */
const MISSING = { LastName: NO_COMPANY, Company: NO_COMPANY };

/** Takes a file of leads as Leads; refuses what Salesforce's import would refuse. */
export function leadTarget(org: SalesforceOrg, labels: readonly string[]): LeadTarget {
  const store = org.store('Lead');
  const columns = leadColumns(store, labels);
  const texts = new Interned();
  const by: Writer = { userId: org.adminId, kind: 'api' };
  return {
    columns,
    load(cells) {
      const sent: Record<string, string> = { ...MISSING };
      for (const [at, { property }] of columns.entries()) {
        const cell = cells[at]?.trim() ?? '';
        if (cell !== '') sent[property] = texts.of(property, cell);
      }
      try {
        createRecord(org, store, { values: checkWrite(org, store, { row: null, sent, by }), by });
        return null;
      } catch (error) {
        if (error instanceof RecordProblem) return error.message;
        throw error;
      }
    },
  };
}

/** Finds a field for every column; those that the org lacks are created first, as visible texts labelled like the column. */
function leadColumns(store: RecordStore, labels: readonly string[]): LeadColumn[] {
  const taken = new Set<string>();
  return labels.map((label, position) => {
    const name = apiName(label, position);
    const fact = factOf(name);
    const property = fact === null || taken.has(FIELDS[fact]) ? customName(store, name, taken) : FIELDS[fact];
    taken.add(property);
    if (store.fields.get(property) === undefined)
      store.fields.put(field([property, label.trim() === '' ? property : label, 'string'], { custom: true }));
    return { label, property };
  });
}

/** Names of custom fields have at most 40 characters before `__c`. */
function customName(store: RecordStore, name: string, taken: ReadonlySet<string>): string {
  const short = name.slice(0, 36).replace(/_+/g, '_').replace(/_$/, '');
  const used = new Set(
    [...taken, ...store.fields.all().map((each) => each.name)].map((each) => each.replace(/__c$/, '')),
  );
  return `${distinctName(short, used)}__c`;
}
