import { field, picklist, REQUIRED, reference } from './field.ts';
import { objectType } from './objectType.ts';

const who = reference(['WhoId', 'Name ID'], ['Contact', 'Lead']);
const what = reference(['WhatId', 'Related To ID'], ['Account', 'Opportunity', 'Campaign']);
const owner = reference(['OwnerId', 'Assigned To ID'], ['Group', 'User'], {
  nillable: false,
  defaultedOnCreate: true,
});

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_task.htm */
export const TASK = objectType(
  ['Task', 'Task', '00T'],
  [
    who,
    what,
    field(['Subject', 'Subject', 'string']),
    field(['ActivityDate', 'Due Date Only', 'date']),
    picklist(['Status', 'Status'], ['Not Started', 'In Progress', 'Completed', 'Waiting on someone else'], {
      ...REQUIRED,
      defaultedOnCreate: true,
    }),
    picklist(['Priority', 'Priority'], ['Normal', 'High', 'Low'], { ...REQUIRED, defaultedOnCreate: true }),
    owner,
    field(['Description', 'Description', 'textarea']),
    picklist(['Type', 'Type'], ['Call', 'Email', 'Meeting', 'Other']),
    picklist(['TaskSubtype', 'Task Subtype'], ['Task', 'Email', 'Call'], {
      defaultedOnCreate: true,
      updateable: false,
    }),
    field(['IsClosed', 'Closed', 'boolean'], { createable: false, updateable: false }),
    field(['CompletedDateTime', 'Completed Date', 'datetime'], { createable: false, updateable: false }),
    field(['CallDurationInSeconds', 'Call Duration', 'int']),
    picklist(['CallType', 'Call Type'], ['Internal', 'Inbound', 'Outbound']),
    field(['CallDisposition', 'Call Result', 'string']),
  ],
);

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_event.htm */
export const EVENT = objectType(
  ['Event', 'Event', '00U'],
  [
    who,
    what,
    field(['Subject', 'Subject', 'string']),
    field(['Location', 'Location', 'string']),
    field(['IsAllDayEvent', 'All-Day Event', 'boolean']),
    field(['ActivityDateTime', 'Due Date Time', 'datetime']),
    field(['ActivityDate', 'Due Date Only', 'date']),
    field(['DurationInMinutes', 'Duration', 'int']),
    field(['StartDateTime', 'Start Date Time', 'datetime']),
    field(['EndDateTime', 'End Date Time', 'datetime']),
    field(['Description', 'Description', 'textarea']),
    picklist(['Type', 'Type'], ['Call', 'Email', 'Meeting', 'Other']),
    owner,
  ],
);
