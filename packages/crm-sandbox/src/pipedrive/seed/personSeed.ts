import type { SeedLead } from '../../seeds/lead.ts';
import type { PipedriveAccount } from '../account.ts';
import type { NewRecord } from '../records/objectStore.ts';
import type { Json } from '../records/record.ts';
import { isoDay, rfc3339, wholeSecond } from '../time.ts';
import { USERS } from '../users.ts';
import { CHANNEL_OPTIONS, fieldKey, LEAD_SOURCE, LIMIT_REACHED, TRIAL_STARTED } from './customFields.ts';

type Attributes = Record<string, Json>;

/** A person with plain attributes only. */
export function barePerson({ person, createdAt, journey }: SeedLead): NewRecord {
  const { firstName, lastName, jobTitle } = person;
  return {
    addTime: wholeSecond(createdAt),
    updateTime: wholeSecond(journey.lastSeen),
    values: {
      name: `${firstName} ${lastName}`,
      first_name: firstName,
      last_name: lastName,
      owner_id: USERS[0].id,
      ...(person.email === null ? {} : { emails: [point(person.email)] }),
      ...(jobTitle === null ? {} : { job_title: jobTitle }),
    },
    custom: {},
  };
}

/** A person as sales would find it, of an organization or of none. */
export function believablePerson(
  account: PipedriveAccount,
  lead: SeedLead,
  place: { readonly number: number; readonly orgId: number | string | null },
): NewRecord {
  const bare = barePerson(lead);
  const { person } = lead;
  return {
    ...bare,
    values: {
      ...bare.values,
      owner_id: USERS[place.number % 3]?.id ?? USERS[0].id,
      ...(place.orgId === null ? {} : { org_id: place.orgId }),
      ...(person.phone === null ? {} : { phones: [point(person.phone)] }),
      postal_address: {
        value: `${person.city}, ${person.country}`,
        country: person.country,
        locality: person.city,
      },
      marketing_status: marketingStatus(lead),
      ...labelValues(lead),
      ...mailValues(lead),
    },
    custom: customValues(account, lead),
  };
}

function point(value: string): Json {
  return { value, primary: true, label: 'work' };
}

function marketingStatus({ legalBasis, journey }: SeedLead): string {
  if (journey.optedOut) return 'unsubscribed';
  return legalBasis === 'consent' ? 'subscribed' : 'no_consent';
}

/** Ids of the labels that every company begins with. */
const LABELS: Readonly<Partial<Record<SeedLead['archetype'], number>>> = {
  customer: 1,
  opportunity: 2,
  demo: 2,
  evaluator: 3,
  trial: 3,
  dormant: 4,
};

function labelValues({ archetype }: SeedLead): Attributes {
  const label = LABELS[archetype];
  return label === undefined ? {} : { label_ids: [label] };
}

/** Mail that went through the company's own mailbox. */
function mailValues({ journey }: SeedLead): Attributes {
  const { delivered, lastAt } = journey.mails;
  if (delivered === 0) return {};
  return {
    email_messages_count: delivered,
    last_outgoing_mail_time: rfc3339(lastAt),
  };
}

function customValues(account: PipedriveAccount, { source, journey }: SeedLead): Attributes {
  const { trialStartedAt, planLimitReachedAt } = journey;
  return {
    [fieldKey(account, LEAD_SOURCE)]: CHANNEL_OPTIONS[source.channel],
    ...(trialStartedAt === null ? {} : { [fieldKey(account, TRIAL_STARTED)]: isoDay(trialStartedAt) }),
    ...(planLimitReachedAt === null
      ? {}
      : { [fieldKey(account, LIMIT_REACHED)]: isoDay(planLimitReachedAt) }),
  };
}
