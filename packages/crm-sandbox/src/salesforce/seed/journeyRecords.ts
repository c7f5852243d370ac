import type { Meeting, SeedDeal } from '../../seeds/journey.ts';
import type { SeedLead } from '../../seeds/lead.ts';
import type { SalesforceOrg } from '../org.ts';
import { loadHistory } from '../records/history.ts';
import { dayText, instantText } from '../time.ts';
import { type LoadedRecord, loadRecord } from './loadRecord.ts';
import { statusOf } from './words.ts';

/** Whom the records of a journey hang onto. */
export interface Traveller {
  readonly object: 'Lead' | 'Contact';
  readonly id: string;
  readonly ownerId: string;
}

/** What a person did, as an org keeps it: responses to campaigns, e-mails and calls as tasks, meetings as events, changes of status. */
export function loadJourney(org: SalesforceOrg, lead: SeedLead, who: Traveller): void {
  const forms = new Map(lead.journey.forms.map(({ what, at }) => [what, at]));
  for (const [name, at] of forms) loadResponse(org, who, { name, at });
  const { mails, meetings } = lead.journey;
  if (mails.clicks > 0) loadRecord(org.store('Task'), emailTask(who, mails.lastAt));
  for (const meeting of meetings) loadRecord(org.store('Event'), meetingEvent(who, meeting));
  if (who.object === 'Lead') loadStatusHistory(org, lead, who);
}

function loadResponse(org: SalesforceOrg, who: Traveller, form: { name: string; at: number }): void {
  loadRecord(org.store('CampaignMember'), {
    createdAt: form.at,
    modifiedAt: form.at,
    values: {
      CampaignId: campaignOf(org, form),
      [`${who.object}Id`]: who.id,
      Status: 'Responded',
      HasResponded: true,
      FirstRespondedDate: dayText(form.at),
    },
  });
}

/** The campaign behind a form; made with its first response. */
function campaignOf(org: SalesforceOrg, form: { name: string; at: number }): string {
  const campaigns = org.store('Campaign');
  const [known] = campaigns.lookup.rows('Name', form.name);
  if (known !== undefined) return campaigns.id(known);
  return loadRecord(campaigns, {
    createdAt: form.at,
    modifiedAt: form.at,
    values: {
      Name: form.name,
      Type: /webina/i.test(form.name) ? 'Webinar' : 'Content',
      Status: 'In Progress',
      IsActive: true,
      StartDate: dayText(form.at),
      OwnerId: org.adminId,
    },
  });
}

function emailTask(who: Traveller, at: number): LoadedRecord {
  return taskRecord(who, at, { Subject: 'Email: newsletter', TaskSubtype: 'Email', Type: 'Email' });
}

/** A task that is done. */
export function taskRecord(who: Traveller, at: number, values: LoadedRecord['values']): LoadedRecord {
  return {
    createdAt: at,
    modifiedAt: at,
    values: {
      WhoId: who.id,
      OwnerId: who.ownerId,
      ActivityDate: dayText(at),
      Status: 'Completed',
      Priority: 'Normal',
      TaskSubtype: 'Task',
      IsClosed: true,
      CompletedDateTime: instantText(at),
      ...values,
    },
  };
}

const OUTCOMES: Readonly<Record<Meeting['outcome'], string>> = {
  COMPLETED: 'Demo',
  SCHEDULED: 'Demo',
  NO_SHOW: 'Demo (no-show)',
  CANCELED: 'Demo (canceled)',
};

/** A meeting of half an hour. */
export function meetingEvent(who: Traveller, { at, bookedAt, outcome }: Meeting): LoadedRecord {
  const start = instantText(Math.floor(at / 1000) * 1000);
  return {
    createdAt: bookedAt,
    modifiedAt: bookedAt,
    values: {
      WhoId: who.id,
      OwnerId: who.ownerId,
      Subject: OUTCOMES[outcome],
      Type: 'Meeting',
      StartDateTime: start,
      ActivityDateTime: start,
      ActivityDate: dayText(at),
      DurationInMinutes: 30,
      EndDateTime: instantText(Math.floor(at / 1000) * 1000 + 30 * 60_000),
    },
  };
}

function loadStatusHistory(org: SalesforceOrg, lead: SeedLead, who: Traveller): void {
  let old: string | null = null;
  for (const { what, at } of lead.journey.stages) {
    const status = statusOf(what);
    if (old !== null && status !== old)
      loadHistory(org.store('LeadHistory'), {
        parent: { object: 'Lead', id: who.id },
        field: 'Status',
        old,
        new: status,
        at: Math.floor(at / 1000) * 1000,
        userId: who.ownerId,
      });
    old = status;
  }
}

const STAGES: Readonly<Record<SeedDeal['status'], string>> = {
  open: 'Proposal/Price Quote',
  won: 'Closed Won',
  lost: 'Closed Lost',
};

/** The opportunity of a contact, with the role that binds the two. */
export function loadOpportunity(
  org: SalesforceOrg,
  deal: SeedDeal,
  ends: Traveller & { readonly accountId: string; readonly name: string },
): void {
  const closedAt = deal.status === 'open' ? deal.openedAt : deal.closesAt;
  const opportunity = loadRecord(org.store('Opportunity'), {
    createdAt: deal.openedAt,
    modifiedAt: closedAt,
    values: {
      Name: ends.name,
      AccountId: ends.accountId,
      ContactId: ends.id,
      StageName: STAGES[deal.status],
      IsClosed: deal.status !== 'open',
      IsWon: deal.status === 'won',
      Probability: { open: 75, won: 100, lost: 0 }[deal.status],
      Amount: deal.amount,
      CloseDate: dayText(deal.closesAt),
      Type: 'New Business',
      OwnerId: ends.ownerId,
    },
  });
  loadRecord(org.store('OpportunityContactRole'), {
    createdAt: deal.openedAt,
    modifiedAt: deal.openedAt,
    values: { OpportunityId: opportunity, ContactId: ends.id, Role: 'Decision Maker', IsPrimary: true },
  });
}
