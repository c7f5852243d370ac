import { builtIn, choices, type PropertyDefinition, sameChoices } from './definition.ts';

const group = 'engagement';

const SHARED: readonly PropertyDefinition[] = [
  builtIn(['hs_timestamp', 'Activity date', 'datetime'], { group }),
  builtIn(['hubspot_owner_id', 'Activity assigned to', 'select'], { group, external: true }),
];

/** https://developers.hubspot.com/docs/api-reference/crm-meetings-v3/guide */
export const MEETING_PROPERTIES: readonly PropertyDefinition[] = [
  ...SHARED,
  builtIn(['hs_meeting_title', 'Meeting name', 'text'], { group }),
  builtIn(['hs_meeting_body', 'Meeting description', 'area'], { group }),
  builtIn(['hs_meeting_location', 'Meeting location', 'text'], { group }),
  builtIn(['hs_meeting_start_time', 'Meeting start time', 'datetime'], { group }),
  builtIn(['hs_meeting_end_time', 'Meeting end time', 'datetime'], { group }),
  builtIn(['hs_meeting_outcome', 'Meeting outcome', 'select'], {
    group,
    options: sameChoices(['SCHEDULED', 'COMPLETED', 'RESCHEDULED', 'NO_SHOW', 'CANCELED']),
  }),
];

/** https://developers.hubspot.com/docs/api-reference/crm-calls-v3/guide */
export const CALL_PROPERTIES: readonly PropertyDefinition[] = [
  ...SHARED,
  builtIn(['hs_call_title', 'Call Title', 'text'], { group }),
  builtIn(['hs_call_body', 'Call notes', 'area'], { group }),
  builtIn(['hs_call_duration', 'Call duration', 'number'], { group }),
  builtIn(['hs_call_direction', 'Call direction', 'select'], {
    group,
    options: sameChoices(['INBOUND', 'OUTBOUND']),
  }),
  builtIn(['hs_call_disposition', 'Call outcome', 'select'], { group, external: true }),
  builtIn(['hs_call_status', 'Call status', 'select'], {
    group,
    options: sameChoices([
      'BUSY',
      'CALLING_CRM_USER',
      'CANCELED',
      'COMPLETED',
      'CONNECTING',
      'FAILED',
      'IN_PROGRESS',
      'NO_ANSWER',
      'QUEUED',
      'RINGING',
    ]),
  }),
];

/** https://developers.hubspot.com/docs/api-reference/crm-emails-v3/guide */
export const EMAIL_PROPERTIES: readonly PropertyDefinition[] = [
  ...SHARED,
  builtIn(['hs_email_subject', 'Email subject', 'text'], { group }),
  builtIn(['hs_email_text', 'Email body', 'area'], { group }),
  builtIn(['hs_email_status', 'Email send status', 'select'], {
    group,
    options: sameChoices(['BOUNCED', 'FAILED', 'SCHEDULED', 'SENDING', 'SENT']),
  }),
  builtIn(['hs_email_direction', 'Email direction', 'select'], {
    group,
    options: choices({
      EMAIL: 'Email',
      INCOMING_EMAIL: 'Incoming Email',
      FORWARDED_EMAIL: 'Forwarded Email',
    }),
  }),
];

/** https://developers.hubspot.com/docs/api-reference/crm-notes-v3/guide */
export const NOTE_PROPERTIES: readonly PropertyDefinition[] = [
  ...SHARED,
  builtIn(['hs_note_body', 'Note body', 'area'], { group }),
];

/** https://developers.hubspot.com/docs/api-reference/crm-tasks-v3/guide */
export const TASK_PROPERTIES: readonly PropertyDefinition[] = [
  ...SHARED,
  builtIn(['hs_task_subject', 'Task Title', 'text'], { group }),
  builtIn(['hs_task_body', 'Task notes', 'area'], { group }),
  builtIn(['hs_task_status', 'Task status', 'select'], {
    group,
    options: sameChoices(['COMPLETED', 'DEFERRED', 'IN_PROGRESS', 'NOT_STARTED', 'WAITING']),
  }),
  builtIn(['hs_task_priority', 'Priority', 'select'], {
    group,
    options: sameChoices(['LOW', 'MEDIUM', 'HIGH', 'NONE']),
  }),
  builtIn(['hs_task_type', 'Task type', 'select'], {
    group,
    options: sameChoices(['CALL', 'EMAIL', 'TODO', 'LINKED_IN']),
  }),
];
