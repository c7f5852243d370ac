import type { Activity, Instant } from '../lead/lead.ts';

const FEW = 64;

/** A lead's activities from the newest to the oldest, as positions in its list. Scratch space that is filled again for each lead. */
export class Timeline {
  size = 0;
  /** Of the n-th newest activity: its place in the lead's list, its instant, the number of its kind. */
  positions = new Int32Array(FEW);
  times = new Float64Array(FEW);
  kinds = new Int32Array(FEW);

  /** Takes the verified activities up to `asOf` whose kind is numbered. */
  fill(activities: readonly Activity[], asOf: Instant, kindNumbers: ReadonlyMap<string, number>): void {
    const { length } = activities;
    if (this.positions.length < length) this.#grow(length * 2);
    const { positions, times, kinds } = this;
    const backwards = length > 1 && (activities[0] as Activity).at < (activities[length - 1] as Activity).at;
    let size = 0;
    for (let n = 0; n < length; n += 1) {
      const position = backwards ? length - 1 - n : n;
      const activity = activities[position] as Activity;
      const { at } = activity;
      if (at > asOf || activity.verified === false) continue;
      const kind = kindNumbers.get(activity.kind);
      if (kind === undefined) continue;
      positions[size] = position;
      times[size] = at;
      kinds[size] = kind;
      size += 1;
    }
    this.size = size;
    if (size <= FEW) this.#sortFew();
    else this.#sortMany();
  }

  /** By insertion: next to nothing where the list comes in an order of time, as it does from a store. */
  #sortFew(): void {
    const { size, positions, times, kinds } = this;
    for (let n = 1; n < size; n += 1) {
      const at = times[n] as number;
      const position = positions[n] as number;
      const kind = kinds[n] as number;
      let slot = n;
      for (; slot > 0 && (times[slot - 1] as number) < at; slot -= 1) {
        positions[slot] = positions[slot - 1] as number;
        times[slot] = times[slot - 1] as number;
        kinds[slot] = kinds[slot - 1] as number;
      }
      positions[slot] = position;
      times[slot] = at;
      kinds[slot] = kind;
    }
  }

  #sortMany(): void {
    const times = this.times.slice(0, this.size);
    if (times.every((at, n) => n === 0 || at <= (times[n - 1] as number))) return;
    const order = Int32Array.from(times, (_, n) => n).sort(
      (a, b) => (times[b] as number) - (times[a] as number),
    );
    const positions = this.positions.slice(0, this.size);
    const kinds = this.kinds.slice(0, this.size);
    order.forEach((from, n) => {
      this.positions[n] = positions[from] as number;
      this.times[n] = times[from] as number;
      this.kinds[n] = kinds[from] as number;
    });
  }

  #grow(capacity: number): void {
    this.positions = new Int32Array(capacity);
    this.times = new Float64Array(capacity);
    this.kinds = new Int32Array(capacity);
  }
}
