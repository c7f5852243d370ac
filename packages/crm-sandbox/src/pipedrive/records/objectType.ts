import type { Json } from './record.ts';

/** Objects that v2 serves, and the leads of v1. */
export type ObjectName = 'persons' | 'organizations' | 'deals' | 'activities' | 'leads';

/** An object that v2 serves. */
export type CoreObject = Exclude<ObjectName, 'leads'>;

/** What is special about an object. */
export interface ObjectType {
  readonly name: ObjectName;
  /** As webhooks and messages call one. */
  readonly singular: string;
  readonly firstId: number;
  /** Any of these scopes reads; any of those writes. */
  readonly readScopes: readonly string[];
  readonly fullScopes: readonly string[];
  /** Attributes every answer shows, with what stands for an empty one. */
  readonly attributes: Readonly<Record<string, Json>>;
  /** Parameters of a list that ask for one value of an attribute of the same name. */
  readonly filters: readonly string[];
  readonly sortKeys: readonly string[];
}

const CONTACT_SCOPES = { readScopes: ['contacts:read', 'contacts:full'], fullScopes: ['contacts:full'] };

const USUAL_SORT = ['id', 'update_time', 'add_time'] as const;

/** https://developers.pipedrive.com/docs/api/v1/Persons */
const PERSONS: ObjectType = {
  name: 'persons',
  singular: 'person',
  firstId: 101,
  ...CONTACT_SCOPES,
  attributes: {
    name: null,
    first_name: null,
    last_name: null,
    owner_id: null,
    org_id: null,
    emails: [],
    phones: [],
    visible_to: 3,
    label_ids: [],
    picture_id: null,
    postal_address: null,
    notes: null,
    im: [],
    birthday: null,
    job_title: null,
  },
  filters: ['owner_id', 'org_id'],
  sortKeys: USUAL_SORT,
};

/** https://developers.pipedrive.com/docs/api/v1/Organizations */
const ORGANIZATIONS: ObjectType = {
  name: 'organizations',
  singular: 'organization',
  firstId: 11,
  ...CONTACT_SCOPES,
  attributes: {
    name: null,
    owner_id: null,
    visible_to: 3,
    label_ids: [],
    address: null,
    website: null,
    linkedin: null,
    industry: null,
    annual_revenue: null,
    employee_count: null,
  },
  filters: ['owner_id'],
  sortKeys: USUAL_SORT,
};

/** https://developers.pipedrive.com/docs/api/v1/Deals */
const DEALS: ObjectType = {
  name: 'deals',
  singular: 'deal',
  firstId: 21,
  readScopes: ['deals:read', 'deals:full'],
  fullScopes: ['deals:full'],
  attributes: {
    title: null,
    owner_id: null,
    creator_user_id: null,
    person_id: null,
    org_id: null,
    pipeline_id: null,
    stage_id: null,
    value: 0,
    currency: null,
    stage_change_time: null,
    status: 'open',
    is_archived: false,
    probability: null,
    lost_reason: null,
    visible_to: 3,
    close_time: null,
    won_time: null,
    lost_time: null,
    expected_close_date: null,
    label_ids: [],
    origin: 'API',
    origin_id: null,
    channel: null,
    channel_id: null,
  },
  filters: ['owner_id', 'person_id', 'org_id', 'pipeline_id', 'stage_id'],
  sortKeys: USUAL_SORT,
};

/** https://developers.pipedrive.com/docs/api/v1/Activities */
const ACTIVITIES: ObjectType = {
  name: 'activities',
  singular: 'activity',
  firstId: 31,
  readScopes: ['activities:read', 'activities:full'],
  fullScopes: ['activities:full'],
  attributes: {
    subject: null,
    type: null,
    owner_id: null,
    creator_user_id: null,
    deal_id: null,
    lead_id: null,
    person_id: null,
    org_id: null,
    project_id: null,
    due_date: null,
    due_time: null,
    duration: null,
    busy: false,
    done: false,
    marked_as_done_time: null,
    location: null,
    participants: [],
    conference_meeting_client: null,
    conference_meeting_url: null,
    conference_meeting_id: null,
    public_description: null,
    priority: null,
    outcome: null,
    note: null,
  },
  filters: ['owner_id', 'deal_id', 'lead_id', 'person_id', 'org_id', 'done'],
  sortKeys: [...USUAL_SORT, 'due_date'],
};

/** https://developers.pipedrive.com/docs/api/v1/Leads */
const LEADS: ObjectType = {
  name: 'leads',
  singular: 'lead',
  firstId: 1,
  readScopes: ['leads:read', 'leads:full'],
  fullScopes: ['leads:full'],
  attributes: {
    title: null,
    owner_id: null,
    creator_id: null,
    label_ids: [],
    person_id: null,
    organization_id: null,
    source_name: 'API',
    origin: 'API',
    origin_id: null,
    channel: null,
    channel_id: null,
    source_deal_id: null,
    is_archived: false,
    was_seen: false,
    value: null,
    expected_close_date: null,
    next_activity_id: null,
    visible_to: '3',
    cc_email: null,
  },
  filters: ['owner_id', 'person_id', 'organization_id'],
  sortKeys: ['id', 'update_time', 'add_time', 'title', 'owner_id'],
};

/** Every object that the stand-in keeps. */
export const OBJECT_TYPES: readonly ObjectType[] = [PERSONS, ORGANIZATIONS, DEALS, ACTIVITIES, LEADS];
