import type { Meeting } from '../../seeds/journey.ts';
import type { SeedLead } from '../../seeds/lead.ts';
import type { NewRecord } from '../records/objectStore.ts';
import type { Json } from '../records/record.ts';
import { isoDay, rfc3339, timeOfDay, wholeSecond } from '../time.ts';
import { USERS } from '../users.ts';

/** Records that an activity belongs to. */
export interface ActivityLinks {
  readonly personId: number | string;
  readonly orgId: number | string | null;
  readonly dealId: number | string | null;
}

/** Meetings booked, and calls with those whom sales works on. A missed meeting is one of the past that nobody marked as done. */
export function activitySeeds(lead: SeedLead, links: ActivityLinks): NewRecord[] {
  const { meetings, stages, lastSeen } = lead.journey;
  const isWorked = stages.some(({ what }) => what === 'salesqualifiedlead');
  return [
    ...(isWorked ? [activity('call', { at: lastSeen, bookedAt: lastSeen, done: true }, links)] : []),
    ...meetings.filter(({ outcome }) => outcome !== 'CANCELED').map((meeting) => meetingSeed(meeting, links)),
  ];
}

function meetingSeed({ at, bookedAt, outcome }: Meeting, links: ActivityLinks): NewRecord {
  return activity('meeting', { at, bookedAt, done: outcome === 'COMPLETED' }, links);
}

const SUBJECTS = {
  call: 'Appel de qualification',
  meeting: 'Démo',
  task: 'Relancer',
  email: 'Votre demande',
  lunch: 'Déjeuner',
} as const;

/** An activity of a type: when it is due, when it was planned, and whether it took place. */
export function activity(
  type: keyof typeof SUBJECTS,
  times: { readonly at: number; readonly bookedAt: number; readonly done: boolean },
  links: ActivityLinks,
): NewRecord {
  const { at, bookedAt, done } = times;
  const values: Record<string, Json> = {
    subject: SUBJECTS[type],
    type,
    owner_id: USERS[0].id,
    creator_user_id: USERS[0].id,
    person_id: links.personId,
    due_date: isoDay(at),
    due_time: timeOfDay(at),
    duration: '00:30:00',
    done,
    participants: [{ person_id: links.personId, primary: true }],
  };
  if (links.orgId !== null) values.org_id = links.orgId;
  if (links.dealId !== null) values.deal_id = links.dealId;
  if (done) values.marked_as_done_time = rfc3339(at);
  return {
    addTime: wholeSecond(bookedAt),
    updateTime: wholeSecond(done ? at : bookedAt),
    values,
    custom: {},
  };
}
