import type { Dated, Journey } from '../../seeds/journey.ts';
import type { LegalBasis, SeedLead, SeedSource } from '../../seeds/lead.ts';
import { OWNERS } from '../owners.ts';
import type { LoadedRecord } from '../records/load.ts';
import { isoInstant } from '../time.ts';

type Values = Readonly<Record<string, string | null | undefined>>;

const SITE = 'https://www.rendezvous.example';

const LEGAL_BASES: Readonly<Record<NonNullable<LegalBasis>, string>> = {
  interest: 'Legitimate interest – prospect/lead',
  consent: 'Freely given consent from contact',
  contract: 'Performance of a contract',
};

const SOURCES: Readonly<Record<SeedSource['channel'], string>> = {
  organic: 'ORGANIC_SEARCH',
  paid: 'PAID_SEARCH',
  social: 'SOCIAL_MEDIA',
  referral: 'REFERRALS',
  direct: 'DIRECT_TRAFFIC',
  email: 'EMAIL_MARKETING',
  offline: 'OFFLINE',
};

/** Custom properties that the customer's own product fills. */
export const PRODUCT_PROPERTIES = ['product_trial_started_at', 'product_plan_limit_reached_at'] as const;

/** A lead as HubSpot would hold it: totals with the date of the latest one, and history of what changed. */
export function contactRecord(lead: SeedLead, number: number): LoadedRecord {
  const { journey } = lead;
  return {
    createdAt: lead.createdAt,
    modifiedAt: journey.lastSeen,
    values: {
      ...personValues(lead),
      ...permissionValues(lead),
      ...trafficValues(lead),
      ...mailValues(journey),
      ...salesValues(lead, number),
    },
    past: {
      ...pastOf('lifecyclestage', journey.stages),
      ...pastOf('hs_analytics_last_url', withSite(journey.visits)),
      ...pastOf('recent_conversion_event_name', journey.forms),
    },
  };
}

/** A lead without its behaviour: plain properties only, at the stage that HubSpot gives a new contact. */
export function bareContactRecord(lead: SeedLead): LoadedRecord {
  const { person, company } = lead;
  return {
    createdAt: lead.createdAt,
    modifiedAt: lead.journey.lastSeen,
    values: {
      email: person.email,
      firstname: person.firstName,
      lastname: person.lastName,
      jobtitle: person.jobTitle,
      company: company?.name,
      city: person.city,
      country: person.country,
      lifecyclestage: 'lead',
    },
  };
}

function personValues({ person, company }: SeedLead): Values {
  return {
    email: person.email,
    firstname: person.firstName,
    lastname: person.lastName,
    jobtitle: person.jobTitle,
    hs_seniority: person.seniority,
    hs_buying_role: person.buyingRole,
    phone: person.phone,
    country: person.country,
    city: person.city,
    hs_language: person.language,
    company: company?.name,
    website: company?.domain,
  };
}

function permissionValues({ legalBasis, journey }: SeedLead): Values {
  return {
    hs_legal_basis: legalBasis === null ? null : LEGAL_BASES[legalBasis],
    hs_email_optout: journey.optedOut ? 'true' : null,
  };
}

function trafficValues({ source, journey }: SeedLead): Values {
  const { visits, forms } = journey;
  const origin = {
    hs_analytics_source: SOURCES[source.channel],
    hs_analytics_source_data_1: source.detail,
    hs_analytics_source_data_2: source.campaign,
  };
  return { ...origin, ...visitValues(withSite(visits)), ...formValues(forms) };
}

function visitValues(visits: readonly Dated[]): Values {
  const first = visits[0];
  const last = visits.at(-1);
  if (first === undefined || last === undefined) return {};
  return {
    hs_analytics_num_page_views: String(visits.length),
    hs_analytics_num_visits: String(Math.ceil(visits.length / 3)),
    hs_analytics_first_timestamp: isoInstant(first.at),
    hs_analytics_first_url: first.what,
    hs_analytics_last_timestamp: isoInstant(last.at),
    hs_analytics_last_visit_timestamp: isoInstant(last.at),
    hs_analytics_last_url: last.what,
  };
}

function formValues(forms: readonly Dated[]): Values {
  const first = forms[0];
  const last = forms.at(-1);
  if (first === undefined || last === undefined) return {};
  return {
    num_conversion_events: String(forms.length),
    num_unique_conversion_events: String(new Set(forms.map(({ what }) => what)).size),
    first_conversion_date: isoInstant(first.at),
    first_conversion_event_name: first.what,
    recent_conversion_date: isoInstant(last.at),
    recent_conversion_event_name: last.what,
  };
}

function mailValues({ mails, bounced }: Journey): Values {
  const { opens, clicks, delivered, lastAt } = mails;
  return {
    hs_email_delivered: delivered > 0 ? String(delivered) : null,
    hs_email_last_send_date: delivered > 0 || bounced ? isoInstant(lastAt) : null,
    hs_email_open: opens > 0 ? String(opens) : null,
    hs_email_last_open_date: opens > 0 ? isoInstant(lastAt) : null,
    hs_email_click: clicks > 0 ? String(clicks) : null,
    hs_email_last_click_date: clicks > 0 ? isoInstant(lastAt) : null,
    hs_email_bounce: bounced ? '1' : null,
    hs_email_hard_bounce_reason_enum: bounced ? 'UNKNOWN_USER' : null,
  };
}

function salesValues({ journey }: SeedLead, number: number): Values {
  const meeting = journey.meetings.at(-1);
  const stage = journey.stages.at(-1)?.what;
  const owned = stage !== 'lead' && stage !== 'subscriber';
  return {
    lifecyclestage: stage,
    hs_lead_status: owned ? 'OPEN' : 'NEW',
    hubspot_owner_id: owned ? OWNERS[number % OWNERS.length]?.id : null,
    engagements_last_meeting_booked: meeting === undefined ? null : isoInstant(meeting.bookedAt),
    product_trial_started_at: instantOrNull(journey.trialStartedAt),
    product_plan_limit_reached_at: instantOrNull(journey.planLimitReachedAt),
  };
}

function instantOrNull(at: number | null): string | null {
  return at === null ? null : isoInstant(at);
}

function withSite(visits: readonly Dated[]): Dated[] {
  return visits.map(({ at, what }) => ({ at, what: `${SITE}${what}` }));
}

/** The history of a property: all values but the present one, newest first, without repetitions. */
function pastOf(name: string, dated: readonly Dated[]): LoadedRecord['past'] {
  const changes = dated.filter(({ what }, index) => what !== dated[index - 1]?.what);
  const present = changes.at(-1);
  if (present === undefined) return {};
  const former = changes.slice(0, -1).reverse();
  return { [name]: { since: present.at, former: former.map(({ at, what }) => ({ at, value: what })) } };
}
