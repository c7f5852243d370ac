import type { CriterionPolicy, FastLane, PermissionPolicy, QualificationPolicy, Signal } from './policy.ts';

const CONTENT_KINDS = [
  'ebook_download',
  'newsletter_subscription',
  'webinar_registration',
  'webinar_attended',
  'webinar_replay',
  'comparison_page_view',
  'faq_page_view',
  'page_view',
];

const DEMO_REQUEST = [{ kind: 'demo_request' }];
const PRICING_VISIT = [{ kind: 'pricing_page_view' }];

function signal(kinds: readonly string[], count: number, withinDays: number): Signal {
  return { activities: kinds.map((kind) => ({ kind })), count, withinDays };
}

const BANT: CriterionPolicy[] = [];
const FAST_LANES: FastLane[] = [
  {
    id: 'demo-request',
    label: { fr: 'demande de démo', en: 'demo request' },
    activities: DEMO_REQUEST,
    count: 1,
    withinDays: 30,
    stage: 'sql',
    minFit: 'C',
    needsPermission: true,
    hot: true,
  },
  {
    id: 'pricing-visits',
    label: {
      fr: 'trois visites de la page tarifs en une semaine',
      en: 'three pricing page visits within a week',
    },
    activities: PRICING_VISIT,
    count: 3,
    withinDays: 7,
    stage: null,
    minFit: null,
    needsPermission: false,
    hot: true,
  },
];

const PERMISSION: PermissionPolicy = {
  assumedKind: 'business',
  requireConsent: false,
  ownRequest: signal(['demo_request', 'contact_request', 'meeting_booked'], 1, 30),
};

/** The policy of the default model: see the fields of {@link QualificationPolicy} for units. */
export function defaultPolicy(): QualificationPolicy {
  return {
    order: ['customer', 'opportunity', 'sql', 'pql', 'mql', 'raw'],
    mql: { score: { enter: 30, exitMargin: 10, dwellDays: 14 }, content: signal(CONTENT_KINDS, 2, 30) },
    sql: { score: { enter: 50, exitMargin: 10, dwellDays: 14 } },
    pql: { planLimit: signal(['plan_limit_reached'], 1, 90), activation: [], dwellDays: 14 },
    bant: { needed: 3, criteria: BANT },
    fastLanes: FAST_LANES,
    permission: PERMISSION,
    lifecycle: { customer: ['customer'], opportunity: ['opportunity'] },
    rejection: { needsReason: true },
    recycled: { reentry: signal(['demo_request'], 1, 1).activities },
    disqualification: [],
  };
}
