import { randomUUID } from 'node:crypto';
import type { SeedLead } from '../../seeds/lead.ts';
import type { PipedriveAccount } from '../account.ts';
import type { NewRecord } from '../records/objectStore.ts';
import type { Json } from '../records/record.ts';
import { wholeSecond } from '../time.ts';
import { USERS } from '../users.ts';
import type { ActivityLinks } from './activitySeeds.ts';
import { CAMPAIGN, fieldKey } from './customFields.ts';

/** Label of the inbox, by how far a person has come; others are in no inbox. */
const LABELS: Readonly<Partial<Record<SeedLead['archetype'], string>>> = {
  demo: 'Hot',
  trial: 'Hot',
  evaluator: 'Warm',
  reader: 'Cold',
};

/** What sales finds in its inbox of leads about a person; `null` where nothing. */
export function leadSeed(
  account: PipedriveAccount,
  lead: SeedLead,
  links: Omit<ActivityLinks, 'dealId'>,
): NewRecord | null {
  const label = LABELS[lead.archetype];
  if (label === undefined) return null;
  const labelId = account.leadLabels.named(label)?.id;
  const values: Record<string, Json> = {
    title: `${lead.company?.name ?? `${lead.person.firstName} ${lead.person.lastName}`} lead`,
    owner_id: USERS[0].id,
    creator_id: USERS[0].id,
    label_ids: labelId === undefined ? [] : [labelId],
    person_id: links.personId,
    source_name: 'Manually created',
    origin: 'ManuallyCreated',
  };
  if (links.orgId !== null) values.organization_id = links.orgId;
  const { campaign } = lead.source;
  return {
    id: randomUUID(),
    addTime: wholeSecond(lead.createdAt),
    updateTime: wholeSecond(lead.journey.lastSeen),
    values,
    custom: campaign === null ? {} : { [fieldKey(account, CAMPAIGN)]: campaign },
  };
}
