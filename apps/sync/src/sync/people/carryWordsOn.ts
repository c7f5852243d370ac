import type { HandLink } from '../../store/people/linkReason.ts';
import type { LinkedPerson } from '../../store/people/links.ts';

/** What a person decided, and the record that it is about by now. */
interface Word {
  readonly about: string;
  readonly hand: HandLink;
}

/**
 * The records with what people decided about each of them by now. What was said of a record that went on as another one is said of that
 * one; of several words about one record the latest holds (decision 20). What joined two records that have become one is done with, and
 * whoever was joined to a record before it was cut is free.
 */
export function carryWordsOn(records: readonly LinkedPerson[]): readonly LinkedPerson[] {
  const byRef = new Map(records.map((record) => [record.ref, record]));
  const standing = new Map<string, HandLink>();
  for (const { about, hand } of wordsOf(records, byRef)) standing.set(about, hand);
  return records.map((record) => {
    const word = standing.get(record.ref) ?? null;
    const byHand = isFreed(word, standing) ? null : word;
    return JSON.stringify(byHand) === JSON.stringify(record.byHand) ? record : { ...record, byHand };
  });
}

/** Every word, the latest last. */
function wordsOf(
  records: readonly LinkedPerson[],
  byRef: ReadonlyMap<string, LinkedPerson>,
): readonly Word[] {
  const words = records.flatMap(({ ref, byHand }): readonly (Word & { ref: string })[] => {
    if (byHand === null) return [];
    const about = wentOnAs(ref, byRef);
    const other = byHand.with === null ? null : wentOnAs(byHand.with, byRef);
    return other === about ? [] : [{ ref, about, hand: { ...byHand, with: other } }];
  });
  return words.toSorted((a, b) => a.hand.at - b.hand.at || (a.ref < b.ref ? -1 : 1));
}

/** The record that one became, however often that went on; itself where it is still there, or became nothing that is known. */
function wentOnAs(ref: string, byRef: ReadonlyMap<string, LinkedPerson>, seen = new Set([ref])): string {
  const next = byRef.get(ref)?.wentOnAs;
  return next == null || !byRef.has(next) || seen.has(next) ? ref : wentOnAs(next, byRef, seen.add(next));
}

function isFreed(word: HandLink | null, standing: ReadonlyMap<string, HandLink>): boolean {
  const other = standing.get(word?.with ?? '');
  return word !== null && other?.kind === 'cut' && other.at > word.at;
}
