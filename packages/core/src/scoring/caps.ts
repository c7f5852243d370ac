/**
 * Cuts positive points in place so that those from `from` to before `to` add up to at most `cap` (all hundredths). Earlier rules
 * keep theirs; negative points are left alone.
 */
export function capPositive(
  points: Float64Array,
  range: { readonly from: number; readonly to: number },
  cap: number,
): void {
  let left = cap;
  for (let index = range.from; index < range.to; index += 1) {
    const own = points[index] as number;
    if (own <= 0) continue;
    if (own > left) points[index] = left;
    left -= points[index] as number;
  }
}
