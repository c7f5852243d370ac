import { expect, test } from 'vitest';
import { changeAfter } from '../../src/sync/stamps.ts';

test('what follows our write in the same second of the CRM’s clock did not happen before it', () => {
  expect(changeAfter(1999, 1000)).toBe(1999);
  expect(changeAfter(1999, 2000)).toBe(2000);
});

test('what an index shows late keeps its own, earlier time', () => {
  expect(changeAfter(2999, 1000)).toBe(1000);
  expect(changeAfter(undefined, 1000)).toBe(1000);
});
