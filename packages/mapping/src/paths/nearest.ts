/** Edit distance (Levenshtein), one row of the table at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Names longer than this are no typing error of anything we know. */
const MAX_NAME = 100;

/** The candidate most like `name`, or `null` where none is near enough to be what was meant. */
export function nearest(name: string, candidates: readonly string[]): string | null {
  if (name.length > MAX_NAME) return null;
  const wanted = name.toLowerCase();
  let best: { readonly candidate: string; readonly away: number } | null = null;
  for (const candidate of candidates) {
    const away = distance(wanted, candidate.toLowerCase());
    if (best === null || away < best.away) best = { candidate, away };
  }
  return best !== null && best.away <= Math.max(2, Math.floor(wanted.length / 3)) ? best.candidate : null;
}
