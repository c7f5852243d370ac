import type { Meeting } from '../../seeds/journey.ts';
import type { SeedLead } from '../../seeds/lead.ts';
import type { LoadedRecord } from '../records/load.ts';
import { isoInstant } from '../time.ts';

const HALF_AN_HOUR = 1_800_000;

/** A meeting booked by the lead. */
export function meetingRecord(lead: SeedLead, meeting: Meeting): LoadedRecord {
  return {
    createdAt: meeting.bookedAt,
    modifiedAt: meeting.bookedAt,
    values: meetingValues(
      meeting.at,
      `Démo avec ${lead.person.firstName} ${lead.person.lastName}`,
      meeting.outcome,
    ),
  };
}

function meetingValues(at: number, title: string, outcome: string): Readonly<Record<string, string>> {
  return {
    hs_timestamp: isoInstant(at),
    hs_meeting_title: title,
    hs_meeting_start_time: isoInstant(at),
    hs_meeting_end_time: isoInstant(at + HALF_AN_HOUR),
    hs_meeting_outcome: outcome,
  };
}

/** A plain engagement of the object at the time. */
export function engagementRecord(
  object: 'calls' | 'emails' | 'notes' | 'meetings' | 'tasks',
  at: number,
): LoadedRecord {
  return { createdAt: at, modifiedAt: at, values: VALUES[object](at) };
}

const VALUES = {
  calls: (at: number) => ({
    hs_timestamp: isoInstant(at),
    hs_call_title: 'Appel de suivi',
    hs_call_direction: 'OUTBOUND',
    hs_call_status: 'COMPLETED',
  }),
  emails: (at: number) => ({
    hs_timestamp: isoInstant(at),
    hs_email_subject: 'Votre demande',
    hs_email_direction: 'EMAIL',
    hs_email_status: 'SENT',
  }),
  notes: (at: number) => ({ hs_timestamp: isoInstant(at), hs_note_body: 'À rappeler après les congés.' }),
  meetings: (at: number) => meetingValues(at, 'Point de suivi', 'COMPLETED'),
  tasks: (at: number) => ({
    hs_timestamp: isoInstant(at),
    hs_task_subject: 'Relancer',
    hs_task_status: 'COMPLETED',
  }),
} as const;
