import type { ActivityFilter } from './activityFilter.ts';
import type { EngagementRule } from './model.ts';
import { SIGNALS } from './signals.ts';

/** What visitors and prospects do, by weight. */
export function defaultEngagement(): EngagementRule[] {
  return [
    ...guideRules(),
    ...contentRules(),
    ...replayPageAndFormRules(),
    ...salesRules(),
    ...productRules(),
  ];
}

function guideRules(): EngagementRule[] {
  return [
    {
      id: 'pricing-page',
      label: { fr: 'page tarifs visitée', en: 'pricing page visited' },
      origin: 'guide',
      activities: copy(SIGNALS.pricingPage),
      points: 10,
      perWindow: { times: 3, days: 7 },
      halfLifeDays: 30,
      needsTracking: true,
    },
    {
      id: 'demo-request',
      label: { fr: 'démo demandée', en: 'demo requested' },
      origin: 'guide',
      activities: copy(SIGNALS.demoRequest),
      points: 15,
      cooldownDays: 30,
      windowDays: 180,
    },
    {
      id: 'email-open',
      label: { fr: 'e-mail ouvert', en: 'e-mail opened' },
      origin: 'guide',
      activities: copy(SIGNALS.emailOpen),
      points: 5,
      cooldownDays: 1,
      windowDays: 30,
      cap: 15,
      needsTracking: true,
    },
  ];
}

function contentRules(): EngagementRule[] {
  return [
    prior('email-click', ['lien d’e-mail cliqué', 'e-mail link clicked'], {
      activities: copy(SIGNALS.emailClick),
      points: 5,
      cooldownDays: 1,
      windowDays: 30,
      cap: 15,
    }),
    prior('webinar-attended', ['webinaire suivi', 'webinar attended'], {
      activities: copy(SIGNALS.webinarAttended),
      points: 12,
      perWindow: { times: 2, days: 30 },
      halfLifeDays: 60,
    }),
  ];
}

function replayPageAndFormRules(): EngagementRule[] {
  return [
    prior('webinar-replay', ['rediffusion de webinaire vue', 'webinar replay watched'], {
      activities: copy(SIGNALS.webinarReplay),
      points: 6,
      perWindow: { times: 2, days: 30 },
      halfLifeDays: 60,
    }),
    prior('roi-calculator', ['calculateur de ROI ou audit', 'ROI calculator or audit'], {
      activities: copy(SIGNALS.roiCalculator),
      points: 10,
      cooldownDays: 7,
      cap: 20,
      halfLifeDays: 60,
    }),
    prior('content-download', ['contenu téléchargé', 'content downloaded'], {
      activities: copy(SIGNALS.contentDownload),
      points: 5,
      perWindow: { times: 3, days: 30 },
      cap: 15,
      halfLifeDays: 60,
    }),
    prior('newsletter', ['inscription à la newsletter', 'newsletter sign-up'], {
      activities: copy(SIGNALS.newsletterSignup),
      points: 3,
      cap: 3,
      halfLifeDays: 90,
    }),
    prior('comparison-page', ['page comparatif ou FAQ visitée', 'comparison or FAQ page visited'], {
      activities: copy(SIGNALS.comparisonPage),
      points: 4,
      perWindow: { times: 3, days: 7 },
      cap: 12,
      halfLifeDays: 30,
      needsTracking: true,
    }),
  ];
}

function salesRules(): EngagementRule[] {
  return [
    prior('referral', ['recommandé par un client', 'referred by a customer'], {
      activities: copy(SIGNALS.referral),
      points: 12,
      cap: 12,
    }),
    prior('meeting-booked', ['rendez-vous pris', 'meeting booked'], {
      activities: copy(SIGNALS.meetingBooked),
      points: 20,
      cooldownDays: 7,
      cap: 40,
      halfLifeDays: 60,
    }),
    prior('meeting-held', ['rendez-vous tenu', 'meeting held'], {
      activities: copy(SIGNALS.meetingHeld),
      points: 10,
      cooldownDays: 7,
      cap: 20,
      halfLifeDays: 60,
    }),
    prior('call', ['appel', 'call'], {
      activities: copy(SIGNALS.call),
      points: 5,
      perWindow: { times: 2, days: 30 },
      cap: 10,
      halfLifeDays: 30,
    }),
  ];
}

function productRules(): EngagementRule[] {
  return [
    prior('product-activation', ['produit activé', 'product activated'], {
      activities: copy(SIGNALS.productActivation),
      points: 10,
      cap: 20,
      halfLifeDays: 60,
    }),
    prior('plan-limit', ['limite de l’offre atteinte', 'plan limit reached'], {
      activities: copy(SIGNALS.planLimitReached),
      points: 15,
      cooldownDays: 7,
      cap: 30,
      halfLifeDays: 60,
    }),
  ];
}

type Points = Omit<EngagementRule, 'id' | 'label' | 'origin'>;

function prior(id: string, [fr, en]: readonly [string, string], points: Points): EngagementRule {
  return { id, label: { fr, en }, origin: 'prior', ...points };
}

/** A model is edited, the shared filters are not. */
function copy(filters: readonly ActivityFilter[]): ActivityFilter[] {
  return structuredClone([...filters]);
}
