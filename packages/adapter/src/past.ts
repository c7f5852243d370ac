import type { Fields, PastRequest, PullRequest } from './contract.ts';

/** The past values that a pull has to read along; `null` where it asks for none, and for changes, which come without. */
export function pastAsked({ past, cursor }: Pick<PullRequest, 'past' | 'cursor'>): PastRequest | null {
  return past === undefined || cursor?.phase === 'changes' ? null : past;
}

/** Whether a record's present values say that its past is wanted: see {@link PastRequest}. */
export function hasPast(present: Fields, { fields, unless }: PastRequest): boolean {
  return fields.some((field) => {
    const value = present[field] ?? '';
    return value !== '' && !unless.includes(String(value));
  });
}
