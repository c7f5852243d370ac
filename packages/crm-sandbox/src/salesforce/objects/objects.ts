import { EVENT, TASK } from './activities.ts';
import {
  CONTACT_HISTORY,
  FIELD_PERMISSIONS,
  LEAD_HISTORY,
  LEAD_STATUS,
  ORGANIZATION,
  PERMISSION_SET,
  PERMISSION_SET_ASSIGNMENT,
  USER,
} from './administration.ts';
import type { ObjectType } from './objectType.ts';
import { ACCOUNT, CONTACT, LEAD } from './people.ts';
import { CAMPAIGN, CAMPAIGN_MEMBER, OPPORTUNITY, OPPORTUNITY_CONTACT_ROLE } from './sales.ts';

/** Every object that the stand-in has. */
export const OBJECT_TYPES: readonly ObjectType[] = [
  LEAD,
  CONTACT,
  ACCOUNT,
  OPPORTUNITY,
  OPPORTUNITY_CONTACT_ROLE,
  CAMPAIGN,
  CAMPAIGN_MEMBER,
  TASK,
  EVENT,
  LEAD_HISTORY,
  CONTACT_HISTORY,
  LEAD_STATUS,
  USER,
  ORGANIZATION,
  PERMISSION_SET,
  PERMISSION_SET_ASSIGNMENT,
  FIELD_PERMISSIONS,
];
