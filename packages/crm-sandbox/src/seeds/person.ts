import type { RandomStream, Weighted } from '../random.ts';
import type { SeedCompany } from './company.ts';
import type { Culture } from './cultures.ts';
import { asciiWord } from './text.ts';

/** What kind of address a person left. */
export type AddressKind = 'business' | 'free' | 'disposable' | 'role' | 'malformed' | 'none';

export interface SeedPerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  readonly jobTitle: string | null;
  /** HubSpot's value of "employment seniority". */
  readonly seniority: string | null;
  readonly buyingRole: string | null;
  readonly phone: string | null;
  readonly country: string;
  readonly city: string;
  readonly language: string;
}

interface Position {
  readonly titles: readonly [string, ...string[]];
  readonly seniority: string;
  readonly buyingRole: string | null;
}

const POSITIONS: Weighted<Position> = [
  [
    {
      titles: ['CEO', 'Directrice générale', 'PDG', 'Gérant', 'Founder'],
      seniority: 'owner',
      buyingRole: 'BUDGET_HOLDER',
    },
    10,
  ],
  [
    {
      titles: ['CTO', 'DSI', 'CFO', 'DAF', 'Chief Marketing Officer'],
      seniority: 'executive',
      buyingRole: 'DECISION_MAKER',
    },
    9,
  ],
  [
    { titles: ['VP Sales', 'VP Marketing', 'VP Operations'], seniority: 'vp', buyingRole: 'DECISION_MAKER' },
    5,
  ],
  [
    {
      titles: [
        'Directeur commercial',
        'Directrice marketing',
        'Head of Growth',
        'Director of Operations',
        'DRH',
      ],
      seniority: 'director',
      buyingRole: 'DECISION_MAKER',
    },
    13,
  ],
  [
    {
      titles: [
        'Responsable marketing',
        'Sales Manager',
        'Office manager',
        'Chef de projet',
        'Responsable RH',
      ],
      seniority: 'manager',
      buyingRole: 'INFLUENCER',
    },
    24,
  ],
  [
    {
      titles: ['Consultante senior', 'Senior Engineer', 'Ingénieur d’affaires'],
      seniority: 'senior',
      buyingRole: 'CHAMPION',
    },
    14,
  ],
  [
    {
      titles: ['Assistante', 'Chargée de communication', 'Account Executive', 'SDR'],
      seniority: 'employee',
      buyingRole: 'END_USER',
    },
    19,
  ],
  [{ titles: ['Stagiaire', 'Étudiante', 'Alternant', 'Intern'], seniority: 'entry', buyingRole: null }, 6],
];

const DISPOSABLE = [
  'yopmail.com',
  'mailinator.com',
  'guerrillamail.com',
  '10minutemail.com',
  'trashmail.com',
] as const;
const ROLES = ['info', 'contact', 'accueil', 'sales', 'support', 'hello', 'compta'] as const;

/** Draws a person of a company, or a private one (`company` null). */
export function drawPerson(
  random: RandomStream,
  origin: {
    readonly culture: Culture;
    readonly company: SeedCompany | null;
    readonly address: AddressKind;
    readonly number: number;
  },
): SeedPerson {
  const { culture, company } = origin;
  const name = { firstName: random.pick(culture.firstNames), lastName: random.pick(culture.lastNames) };
  const position = company === null ? null : random.weighted(POSITIONS);
  const knowsRole = random.chance(0.45);
  return {
    ...name,
    email: drawEmail(random, { ...origin, ...name }),
    jobTitle: position === null || random.chance(0.08) ? null : random.pick(position.titles),
    seniority: position === null || random.chance(0.35) ? null : position.seniority,
    buyingRole: knowsRole ? (position?.buyingRole ?? null) : null,
    phone: random.chance(0.55) ? `${culture.dialling}${random.between(100_000_000, 799_999_999)}` : null,
    country: culture.country,
    city: company?.city ?? random.pick(culture.cities),
    language: culture.language,
  };
}

type NamedOrigin = Parameters<typeof drawPerson>[1] & {
  readonly firstName: string;
  readonly lastName: string;
};

/** Every address is of its own: the person's number stands in those that would repeat. */
function drawEmail(random: RandomStream, origin: NamedOrigin): string | null {
  const { culture, company, number } = origin;
  const local = `${asciiWord(origin.firstName)}.${asciiWord(origin.lastName)}`;
  const domain = company?.domain ?? random.pick(culture.freeMail);
  switch (origin.address) {
    case 'business':
      return company === null ? `${local}${number}@${domain}` : `${local}${number % 97}@${domain}`;
    case 'free':
      return `${local}${number}@${random.pick(culture.freeMail)}`;
    case 'disposable':
      return `${local}${number}@${random.pick(DISPOSABLE)}`;
    case 'role':
      return `${random.pick(ROLES)}@${number}-${domain}`;
    case 'malformed':
      return random.pick([
        `${local}${number}@${domain.split('.')[0]}`,
        `${local}${number}${domain}`,
        `${local}..${number}@${domain}`,
      ]);
    case 'none':
      return null;
  }
}
