import type { SeenRecord } from '../crms.ts';
import type { Decided } from '../history.ts';

/** What a person decided about who a record is: it stands alone, or it is the same person as another one. */
export type HandLink = { readonly kind: 'cut' } | { readonly kind: 'joined'; readonly with: string };

/** Decisions that stand, by the key of their record, in the order in which they were made. */
export type HandLinks = ReadonlyMap<string, HandLink>;

/** The decisions after one more: a record has one at a time, and who had been joined to a record that is cut is free again (decision 20). */
export function afterDecision(links: HandLinks, decided: Decided): HandLinks {
  const { key, kind } = decided;
  const others = [...links].filter(([other]) => other !== key);
  if (kind === 'cut') return afterCuts([...others, [key, { kind: 'cut' }]]);
  if (kind === 'join') return new Map([...others, [key, { kind: 'joined', with: decided.with }]]);
  return kind === 'free' ? new Map(others) : links;
}

/** The decisions as they stand once it is known what these records became: they are about that now, and of several the last one holds. */
export function afterBecoming(links: HandLinks, records: readonly SeenRecord[]): HandLinks {
  const byKey = new Map(records.map((record) => [record.key, record]));
  const now = (key: string): string => {
    const next = byKey.get(key)?.wentOnAs;
    return next != null && byKey.has(next) ? now(next) : key;
  };
  const moved = new Map<string, HandLink>();
  for (const [key, link] of links) {
    if (link.kind === 'joined' && now(link.with) === now(key)) continue;
    moved.delete(now(key));
    moved.set(now(key), link.kind === 'cut' ? link : { kind: 'joined', with: now(link.with) });
  }
  return afterCuts([...moved]);
}

/** Whoever was joined to a record before it was cut is free. */
function afterCuts(links: readonly (readonly [string, HandLink])[]): HandLinks {
  const isFreed = (link: HandLink, index: number) =>
    link.kind === 'joined' &&
    links.some(([key, later], place) => key === link.with && later.kind === 'cut' && place > index);
  return new Map(links.filter(([, link], index) => !isFreed(link, index)));
}
