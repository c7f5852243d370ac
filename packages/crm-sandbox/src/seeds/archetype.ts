import type { RandomStream, Weighted } from '../random.ts';

/** How far a person has come, and by which way. */
export type Archetype =
  | 'dormant'
  | 'browser'
  | 'reader'
  | 'evaluator'
  | 'demo'
  | 'trial'
  | 'opportunity'
  | 'customer'
  | 'lost'
  | 'junk';

const SHARES: Weighted<Archetype> = [
  ['dormant', 30],
  ['browser', 21],
  ['reader', 16],
  ['evaluator', 9],
  ['demo', 7],
  ['trial', 4],
  ['opportunity', 4],
  ['customer', 4],
  ['lost', 2],
  ['junk', 3],
];

export function drawArchetype(random: RandomStream): Archetype {
  return random.weighted(SHARES);
}

/** What a kind of lead does, as ranges to draw from. */
export interface Habits {
  readonly visits: readonly [number, number];
  /** Paths seen, the likelier ones several times. */
  readonly paths: readonly [string, ...string[]];
  /** Names of forms sent, in the order of sending. */
  readonly forms: readonly string[];
  readonly opens: readonly [number, number];
  readonly clicks: readonly [number, number];
  /** The last sign of life lies between so many days ago. */
  readonly quietDays: readonly [number, number];
  /** Lifecycle stages passed through, the present one last. */
  readonly stages: readonly [string, ...string[]];
}

const PAGES = {
  home: '/',
  blog: '/blog/prise-de-rendez-vous',
  product: '/produit',
  pricing: '/tarifs',
  pricingEnglish: '/en/pricing',
  compare: '/comparatif/outils-de-rendez-vous',
  faq: '/faq',
  cases: '/clients/temoignages',
  legal: '/mentions-legales',
  careers: '/recrutement',
} as const;

const FORMS = {
  newsletter: 'Blog: Inscription newsletter',
  ebook: 'Livre blanc: 7 façons de réduire les rendez-vous manqués',
  guide: 'Download the guide: Qualify before you book',
  webinar: 'Webinaire: Qualifier ses leads en 2026',
  roi: 'Calculateur de ROI: Combien coûtent vos no-shows',
  demo: 'Demander une démo: Formulaire de démo',
  trial: 'Start your free trial: Sign-up',
  limit: 'In-app: Plan limit reached, upgrade request',
} as const;

/** What people of each archetype do. */
export const HABITS: Readonly<Record<Archetype, Habits>> = {
  dormant: {
    visits: [0, 2],
    paths: [PAGES.home, PAGES.blog, PAGES.careers],
    forms: [],
    opens: [0, 1],
    clicks: [0, 0],
    quietDays: [120, 360],
    stages: ['lead'],
  },
  browser: {
    visits: [2, 6],
    paths: [PAGES.home, PAGES.blog, PAGES.blog, PAGES.product, PAGES.cases],
    forms: [FORMS.newsletter],
    opens: [1, 6],
    clicks: [0, 2],
    quietDays: [20, 150],
    stages: ['subscriber', 'lead'],
  },
  reader: {
    visits: [5, 14],
    paths: [PAGES.blog, PAGES.blog, PAGES.product, PAGES.cases, PAGES.faq],
    forms: [FORMS.newsletter, FORMS.ebook, FORMS.webinar],
    opens: [3, 15],
    clicks: [1, 6],
    quietDays: [2, 40],
    stages: ['subscriber', 'lead', 'marketingqualifiedlead'],
  },
  evaluator: {
    visits: [8, 24],
    paths: [PAGES.pricing, PAGES.pricing, PAGES.compare, PAGES.product, PAGES.faq, PAGES.pricingEnglish],
    forms: [FORMS.guide, FORMS.roi],
    opens: [3, 12],
    clicks: [2, 8],
    quietDays: [0, 10],
    stages: ['lead', 'marketingqualifiedlead'],
  },
  demo: {
    visits: [6, 20],
    paths: [PAGES.product, PAGES.pricing, PAGES.compare, PAGES.cases],
    forms: [FORMS.ebook, FORMS.demo],
    opens: [2, 10],
    clicks: [1, 6],
    quietDays: [0, 14],
    stages: ['lead', 'marketingqualifiedlead', 'salesqualifiedlead'],
  },
  trial: {
    visits: [10, 40],
    paths: [PAGES.product, PAGES.pricing, PAGES.faq, PAGES.product],
    forms: [FORMS.trial, FORMS.limit],
    opens: [2, 10],
    clicks: [1, 6],
    quietDays: [0, 7],
    stages: ['lead', 'marketingqualifiedlead'],
  },
  opportunity: {
    visits: [12, 40],
    paths: [PAGES.pricing, PAGES.product, PAGES.compare, PAGES.cases, PAGES.faq],
    forms: [FORMS.guide, FORMS.demo],
    opens: [4, 20],
    clicks: [2, 9],
    quietDays: [0, 20],
    stages: ['lead', 'marketingqualifiedlead', 'salesqualifiedlead', 'opportunity'],
  },
  customer: {
    visits: [15, 60],
    paths: [PAGES.product, PAGES.faq, PAGES.pricing, PAGES.cases],
    forms: [FORMS.webinar, FORMS.demo],
    opens: [6, 30],
    clicks: [3, 12],
    quietDays: [1, 60],
    stages: ['lead', 'marketingqualifiedlead', 'salesqualifiedlead', 'opportunity', 'customer'],
  },
  lost: {
    visits: [6, 20],
    paths: [PAGES.pricing, PAGES.compare, PAGES.product],
    forms: [FORMS.demo],
    opens: [1, 6],
    clicks: [0, 3],
    quietDays: [40, 200],
    stages: ['lead', 'marketingqualifiedlead', 'salesqualifiedlead', 'opportunity'],
  },
  junk: {
    visits: [0, 3],
    paths: [PAGES.home, PAGES.legal],
    forms: [FORMS.ebook],
    opens: [0, 0],
    clicks: [0, 0],
    quietDays: [5, 300],
    stages: ['lead'],
  },
};
