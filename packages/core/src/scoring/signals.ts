import type { ActivityFilter } from './activityFilter.ts';

/**
 * The activities that the default model looks at, as filters to be edited in a model. Where a CRM knows no such event, the name of a
 * form or the path of a page stands for it; the patterns are RE2, upper and lower case alike.
 */
export const SIGNALS = {
  pricingPage: [{ kind: 'page_view', attributes: { path: { matches: '/pricing|/tarifs?|/prix' } } }],
  comparisonPage: [
    { kind: 'page_view', attributes: { path: { matches: '/compar|/vs-|/alternatives?|/faq' } } },
  ],
  anyPage: [{ kind: 'page_view' }],
  demoRequest: [
    { kind: 'demo_request' },
    { kind: 'form_submission', attributes: { form: { matches: 'demo|démo' } } },
  ],
  emailOpen: [{ kind: 'email_open' }],
  emailClick: [{ kind: 'email_click' }],
  webinarAttended: [{ kind: 'webinar_attended' }],
  webinarReplay: [{ kind: 'webinar_replay' }],
  contentDownload: [
    { kind: 'content_download' },
    {
      kind: 'form_submission',
      attributes: { form: { matches: 'e-?book|livre blanc|white ?paper|guide|download|télécharge' } },
    },
  ],
  newsletterSignup: [
    { kind: 'newsletter_signup' },
    { kind: 'form_submission', attributes: { form: { matches: 'newsletter|infolettre' } } },
  ],
  referral: [{ kind: 'referral' }],
  roiCalculator: [
    { kind: 'roi_calculator' },
    { kind: 'form_submission', attributes: { form: { matches: '\\broi\\b|calculat|audit' } } },
  ],
  meetingBooked: [{ kind: 'meeting_booked' }],
  meetingHeld: [{ kind: 'meeting_held' }],
  meetingNoShow: [{ kind: 'meeting_no_show' }],
  call: [{ kind: 'call' }],
  planLimitReached: [
    { kind: 'plan_limit_reached' },
    {
      kind: 'form_submission',
      attributes: { form: { matches: 'plan limit|limite (du forfait|de l.offre)' } },
    },
  ],
  productActivation: [{ kind: 'product_activation' }],
  unsubscribe: [{ kind: 'unsubscribe' }],
  bounce: [{ kind: 'bounce' }],
} as const satisfies Readonly<Record<string, readonly ActivityFilter[]>>;
