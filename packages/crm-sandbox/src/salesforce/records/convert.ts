import { RecordProblem } from '../errors.ts';
import { LEAD_CONVERTED_STATUS } from '../objects/people.ts';
import type { SalesforceOrg } from '../org.ts';
import { dayText } from '../time.ts';
import { createRecord } from './create.ts';
import type { RecordStore } from './recordStore.ts';
import { childrenOf } from './remove.ts';
import { applyWrite, checkWrite } from './write.ts';
import type { Writer } from './writer.ts';

/** Fields of a lead that its account or contact takes over, old name → new name. */
const TO_ACCOUNT: Readonly<Record<string, string>> = {
  Company: 'Name',
  Website: 'Website',
  Industry: 'Industry',
  AnnualRevenue: 'AnnualRevenue',
  NumberOfEmployees: 'NumberOfEmployees',
  City: 'BillingCity',
  Country: 'BillingCountry',
  OwnerId: 'OwnerId',
};
const TO_CONTACT: Readonly<Record<string, string>> = {
  FirstName: 'FirstName',
  LastName: 'LastName',
  Title: 'Title',
  Email: 'Email',
  Phone: 'Phone',
  MobilePhone: 'MobilePhone',
  LeadSource: 'LeadSource',
  HasOptedOutOfEmail: 'HasOptedOutOfEmail',
  DoNotCall: 'DoNotCall',
  City: 'MailingCity',
  Country: 'MailingCountry',
  OwnerId: 'OwnerId',
};

/** Converts a lead as a person does: https://help.salesforce.com/s/articleView?id=sales.leads_convert.htm */
export function convertLead(
  org: SalesforceOrg,
  lead: { row: number; by: Writer; withOpportunity: boolean },
): void {
  const { row, by } = lead;
  const leads = org.store('Lead');
  if (leads.table.value(row, 'IsConverted') === 'true')
    throw new RecordProblem('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
  const account = take(org, leads, { row, by, to: 'Account', names: TO_ACCOUNT });
  const contact = take(org, leads, {
    row,
    by,
    to: 'Contact',
    names: TO_CONTACT,
    more: { AccountId: account },
  });
  const opportunity = lead.withOpportunity ? openOpportunity(org, { row, by, account, contact }) : null;
  moveChildren(org, leads, { row, contact, by });
  applyWrite(org, leads, {
    row,
    by,
    values: new Map([
      ['IsConverted', 'true'],
      ['ConvertedDate', dayText(org.clock.now())],
      ['ConvertedAccountId', account],
      ['ConvertedContactId', contact],
      ['ConvertedOpportunityId', opportunity],
      ['Status', LEAD_CONVERTED_STATUS],
    ]),
  });
}

function take(
  org: SalesforceOrg,
  leads: RecordStore,
  taken: {
    row: number;
    by: Writer;
    to: string;
    names: Readonly<Record<string, string>>;
    more?: Readonly<Record<string, string>>;
  },
): string {
  const store = org.store(taken.to);
  const sent: Record<string, string | null> = { ...taken.more };
  for (const [from, to] of Object.entries(taken.names)) sent[to] = leads.table.value(taken.row, from);
  const values = checkWrite(org, store, { row: null, sent, by: taken.by });
  return store.id(createRecord(org, store, { values, by: taken.by }));
}

function openOpportunity(
  org: SalesforceOrg,
  made: { row: number; by: Writer; account: string; contact: string },
): string {
  const leads = org.store('Lead');
  const store = org.store('Opportunity');
  const closesAt = org.clock.now() + 90 * 86_400_000;
  const sent = {
    Name: `${leads.table.value(made.row, 'Company')}-`,
    AccountId: made.account,
    StageName: 'Prospecting',
    CloseDate: dayText(closesAt),
    LeadSource: leads.table.value(made.row, 'LeadSource'),
  };
  const values = checkWrite(org, store, { row: null, sent, by: made.by });
  const id = store.id(createRecord(org, store, { values, by: made.by }));
  const roles = org.store('OpportunityContactRole');
  const role = { OpportunityId: id, ContactId: made.contact, IsPrimary: true };
  createRecord(org, roles, {
    values: checkWrite(org, roles, { row: null, sent: role, by: made.by }),
    by: made.by,
  });
  return id;
}

/** Activities go over to the contact; campaign members then name both. */
function moveChildren(
  org: SalesforceOrg,
  leads: RecordStore,
  moved: { row: number; contact: string; by: Writer },
): void {
  for (const child of childrenOf(org, leads, moved.row)) {
    const field = child.store.type.name === 'CampaignMember' ? 'ContactId' : child.field;
    if (field === 'WhoId' || field === 'ContactId')
      applyWrite(org, child.store, {
        row: child.row,
        by: moved.by,
        values: new Map([[field, moved.contact]]),
      });
  }
}
