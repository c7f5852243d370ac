/** A cap, in hundredths, on what the rules from `from` to before `to` add up to. */
export interface Cut {
  readonly from: number;
  readonly to: number;
  readonly cap: number;
}

/**
 * Cuts positive points in place to the cap and tells whether it took any off. Earlier rules keep theirs; negative points are
 * left alone.
 */
export function capPositive(points: Float64Array, { from, to, cap }: Cut): boolean {
  let left = cap;
  let cut = false;
  for (let index = from; index < to; index += 1) {
    const own = points[index] as number;
    if (own <= 0) continue;
    if (own > left) {
      points[index] = left;
      cut = true;
    }
    left -= points[index] as number;
  }
  return cut;
}
