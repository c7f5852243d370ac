import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SlidingWindow } from '../src/limits/slidingWindow.ts';

describe('a sliding window', () => {
  it('never admits more than its maximum within any stretch of its width, and refuses nothing that would fit', () => {
    const gaps = array(integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 });
    assert(
      property(gaps, integer({ min: 1, max: 8 }), (steps, max) => {
        const window = new SlidingWindow();
        const admitted: number[] = [];
        let now = 0;
        for (const step of steps) {
          now += step;
          const inWindow = admitted.filter((at) => at > now - 1000).length;
          const isAdmitted = window.admit(now, { max, widthMs: 1000 });
          expect(isAdmitted).toBe(inWindow < max);
          if (isAdmitted) admitted.push(now);
        }
      }),
    );
  });

  it('keeps the fullest window that arrivals made, refused ones included', () => {
    const window = new SlidingWindow();
    for (const at of [0, 10, 20, 990, 1005]) window.admit(at, { max: 2, widthMs: 1000 });
    expect(window.peak).toBe(4);
  });
});
