import { RandomStream, scatter } from '../random.ts';
import { type Archetype, drawArchetype } from './archetype.ts';
import { drawCompany, type SeedCompany } from './company.ts';
import { CULTURES } from './cultures.ts';
import { DAY, drawJourney, type Journey } from './journey.ts';
import { type AddressKind, drawPerson, type SeedPerson } from './person.ts';

/** Where a lead came from, in words that every vendor's stand-in can translate. */
export interface SeedSource {
  readonly channel: 'organic' | 'paid' | 'social' | 'referral' | 'direct' | 'email' | 'offline';
  readonly detail: string;
  readonly campaign: string | null;
}

export type LegalBasis = 'interest' | 'consent' | 'contract' | null;

/** A believable lead, in no vendor's words. */
export interface SeedLead {
  readonly person: SeedPerson;
  /** `null` for a private person. */
  readonly company: SeedCompany | null;
  readonly source: SeedSource;
  readonly legalBasis: LegalBasis;
  readonly archetype: Archetype;
  readonly createdAt: number;
  readonly journey: Journey;
}

const YEAR = 364 * DAY;

/** Which lead to draw: the person of that number, at a place among `count` that are spread over the year before `now`. */
export interface LeadOptions {
  readonly seed: number;
  readonly number: number;
  /** From 0; the person's number where it is not given. */
  readonly place?: number;
  readonly count: number;
  readonly now: number;
  /** Draws nobody without a company. */
  readonly onlyAtWork?: boolean;
}

/**
 * The same lead for the same seed, place and time, whatever was drawn before; the same human for the same seed and number. Leads
 * come in order of creation.
 */
export function drawLead(options: LeadOptions): SeedLead {
  const { number, place = number, count, now } = options;
  const random = new RandomStream(scatter(options.seed) ^ scatter(number + 1));
  const slot = YEAR / count;
  const createdAt = Math.round(now - YEAR + place * slot + random.next() * slot * 0.9);
  const archetype = drawArchetype(random);
  const culture = random.weighted(CULTURES);
  const isPrivate = random.chance(archetype === 'junk' ? 0.4 : 0.06) && options.onlyAtWork !== true;
  const company = isPrivate ? null : drawCompany(random, culture, number);
  const address = drawAddress(random, archetype, isPrivate);
  return {
    person: drawPerson(random, { culture, company, address, number }),
    company,
    source: drawSource(random),
    legalBasis: drawLegalBasis(random, archetype),
    archetype,
    createdAt,
    journey: drawJourney(random, archetype, { from: createdAt, now }),
  };
}

function drawAddress(random: RandomStream, archetype: Archetype, isPrivate: boolean): AddressKind {
  if (archetype === 'junk') return random.pick(['disposable', 'malformed', 'role', 'free', 'none']);
  if (isPrivate) return 'free';
  return random.weighted([
    ['business', 88],
    ['free', 8],
    ['role', 2],
    ['none', 2],
  ]);
}

function drawSource(random: RandomStream): SeedSource {
  const campaign = random.pick(['printemps-2026', 'rentree-no-shows', 'qualification-q2', 'salon-lyon']);
  return random.weighted<SeedSource>([
    [{ channel: 'organic', detail: 'google', campaign: null }, 30],
    [{ channel: 'paid', detail: 'google ads', campaign }, 18],
    [{ channel: 'social', detail: 'LinkedIn', campaign: null }, 16],
    [{ channel: 'direct', detail: 'www.rendezvous.example/', campaign: null }, 14],
    [{ channel: 'email', detail: 'newsletter', campaign }, 9],
    [{ channel: 'referral', detail: 'partenaire.example', campaign: null }, 7],
    [{ channel: 'offline', detail: 'IMPORT', campaign: null }, 6],
  ]);
}

function drawLegalBasis(random: RandomStream, archetype: Archetype): LegalBasis {
  if (archetype === 'customer') return 'contract';
  return random.weighted<LegalBasis>([
    ['interest', 60],
    ['consent', 22],
    [null, 18],
  ]);
}
