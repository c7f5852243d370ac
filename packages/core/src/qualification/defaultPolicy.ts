import type { ActivityFilter } from '../scoring/activityFilter.ts';
import { SIGNALS } from '../scoring/signals.ts';
import { defaultBant } from './defaultBant.ts';
import type { FastLane, PermissionPolicy, QualificationPolicy, Signal } from './policy.ts';

/**
 * The policy of the default model. The hand-over at 50 points, 3 of 4 for BANT, three pricing visits within a week and the content
 * route are the usual figures of the field; MQL at 30, the margin of 10, the 14 days of dwell and the windows of 30 and 90 days are
 * our priors, meant to be calibrated. A fresh, editable copy at each call.
 */
export function defaultPolicy(): QualificationPolicy {
  return structuredClone({
    order: ['customer', 'opportunity', 'sql', 'pql', 'mql', 'raw'],
    mql: { score: { enter: 30, exitMargin: 10, dwellDays: 14 }, content: content() },
    sql: { score: { enter: 50, exitMargin: 10, dwellDays: 14 } },
    pql: {
      planLimit: { activities: [...SIGNALS.planLimitReached], count: 1, withinDays: 90 },
      activation: [{ activities: [...SIGNALS.productActivation], count: 1, withinDays: 90 }],
      dwellDays: 14,
    },
    bant: { needed: 3, criteria: defaultBant() },
    fastLanes: fastLanes(),
    permission: permission(),
    lifecycle: { customer: ['customer'], opportunity: ['opportunity'] },
    rejection: { needsReason: true },
    recycled: { reentry: reentry() },
  } satisfies QualificationPolicy);
}

/** Two pieces of content within 30 days: e-book, newsletter, webinar, several pages. */
function content(): Signal {
  const activities = [
    ...SIGNALS.contentDownload,
    ...SIGNALS.newsletterSignup,
    ...SIGNALS.webinarAttended,
    ...SIGNALS.webinarReplay,
    ...SIGNALS.anyPage,
  ];
  return { activities, count: 2, withinDays: 30 };
}

function fastLanes(): FastLane[] {
  return [
    {
      id: 'demo-request',
      label: { fr: 'démo demandée', en: 'demo requested' },
      activities: [...SIGNALS.demoRequest],
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
        fr: 'page tarifs vue trois fois en une semaine',
        en: 'pricing page seen three times within a week',
      },
      activities: [...SIGNALS.pricingPage],
      count: 3,
      withinDays: 7,
      stage: null,
      minFit: null,
      needsPermission: false,
      hot: true,
    },
  ];
}

function permission(): PermissionPolicy {
  const asked = [...SIGNALS.demoRequest, ...SIGNALS.meetingBooked];
  return {
    assumedKind: 'business',
    requireConsent: false,
    ownRequest: { activities: asked, count: 1, withinDays: 30 },
  };
}

/** What a person does themselves and on purpose: a page view or an opened e-mail does not undo a rejection. */
function reentry(): ActivityFilter[] {
  return [
    ...SIGNALS.demoRequest,
    ...SIGNALS.pricingPage,
    ...SIGNALS.contentDownload,
    ...SIGNALS.webinarAttended,
    ...SIGNALS.roiCalculator,
    ...SIGNALS.meetingBooked,
    ...SIGNALS.referral,
    ...SIGNALS.planLimitReached,
  ];
}
