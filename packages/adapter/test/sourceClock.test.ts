import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OutcomeUnknown, readAnswer, SourceClock, Unavailable } from '../src/index.ts';

const NOON = Date.UTC(2026, 10, 24, 12);

function date(at: number): { readonly date: string } {
  return { date: new Date(at).toUTCString() };
}

describe("the vendor's clock", () => {
  it('is ours until the vendor shows another, and follows the latest answer', () => {
    const clock = new SourceClock(() => NOON);
    expect(clock.now()).toBe(NOON);
    clock.learn(date(NOON + 600_000));
    expect(clock.now()).toBe(NOON + 600_000);
    clock.learn({});
    clock.learn({ date: 'soon' });
    expect(clock.now()).toBe(NOON + 600_000);
    clock.learn(date(NOON - 600_000));
    expect(clock.now()).toBe(NOON - 600_000);
  });

  it('is ours where the difference is no more than whole seconds and the way of an answer explain', () => {
    const clock = new SourceClock(() => NOON);
    clock.learn(date(NOON - 2000));
    expect(clock.now()).toBe(NOON);
    expect(clock.answeredAt()).toBe(NOON - 2000);
  });
});

describe('an answer that cannot be read', () => {
  const schema = z.object({ id: z.string() });

  it('is an outage for a read, and an unknown outcome for a write', () => {
    for (const text of ['<html>', '{"id":1}', '']) {
      expect(() => readAnswer({ text, effect: 'read' }, schema)).toThrow(Unavailable);
      expect(() => readAnswer({ text, effect: 'write' }, schema)).toThrow(OutcomeUnknown);
    }
    expect(readAnswer({ text: '{"id":"7"}', effect: 'write' }, schema)).toEqual({ id: '7' });
  });
});
