import { drawLead, type SeedLead } from './lead.ts';

/** Which part of all people a CRM holds. */
export interface Population {
  /**
   * Where its people begin, as a part of `count`. CRMs with different shares and the same count and seed hold some of the same
   * people: with 0 and 0.6, four in ten.
   */
  readonly share: number;
  readonly count: number;
  readonly seed: number;
  /** Epoch milliseconds: the end of the year over which people came. */
  readonly now: number;
  /** Draws nobody without a company. */
  readonly onlyAtWork?: boolean;
}

/** A person with the number that is theirs in every CRM. */
export interface NumberedLead {
  readonly lead: SeedLead;
  readonly number: number;
}

/** The people of one CRM in order of creation: those numbered from ⌊share × count⌋ on. */
export function* drawPopulation({ share, ...population }: Population): Generator<NumberedLead> {
  const first = Math.floor(share * population.count);
  for (let place = 0; place < population.count; place += 1)
    yield { number: first + place, lead: drawLead({ ...population, number: first + place, place }) };
}
