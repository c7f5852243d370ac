import type { Decided } from '../history.ts';

/** What a person decided about who a record is: it stands alone, or it is the same person as another one. */
export type HandLink = { readonly kind: 'cut' } | { readonly kind: 'joined'; readonly with: string };

/** Decisions that stand, by the key of their record. */
export type HandLinks = ReadonlyMap<string, HandLink>;

/** The decisions after one more: a record has one at a time, and who had been joined to a record that is cut is free again (decision 20). */
export function afterDecision(links: HandLinks, decided: Decided): HandLinks {
  const { key, kind } = decided;
  const others = [...links].filter(
    ([other, link]) => other !== key && !(kind === 'cut' && link.kind === 'joined' && link.with === key),
  );
  if (kind === 'cut') return new Map([...others, [key, { kind: 'cut' }]]);
  if (kind === 'join') return new Map([...others, [key, { kind: 'joined', with: decided.with }]]);
  return kind === 'free' ? new Map(others) : links;
}
