import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { parseMasterKey } from '../../src/secrets/masterKey.ts';
import { SealBroken, seal, unseal } from '../../src/secrets/seal.ts';

const key = randomBytes(32);

test('a sealed secret opens with its key and in its place', () => {
  expect(unseal(seal('pat-eu1-secret', '1/2/tokens', key), '1/2/tokens', key)).toBe('pat-eu1-secret');
});

test('the same secret is sealed differently each time', () => {
  expect(seal('secret', '1/2/tokens', key).equals(seal('secret', '1/2/tokens', key))).toBe(false);
});

test('a sealed secret moved to another connection does not open', () => {
  expect(() => unseal(seal('secret', '1/2/tokens', key), '1/3/tokens', key)).toThrow(SealBroken);
});

test('a changed byte anywhere is noticed', () => {
  const sealed = seal('secret', '1/2/tokens', key);
  for (let index = 0; index < sealed.length; index += 1) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8((changed.readUInt8(index) + 1) % 256, index);
    expect(() => unseal(changed, '1/2/tokens', key)).toThrow(SealBroken);
  }
});

test('another master key does not open it', () => {
  expect(() => unseal(seal('secret', 'place', key), 'place', randomBytes(32))).toThrow(SealBroken);
});

test('a master key of the wrong length is refused with the way to make one', () => {
  expect(() => parseMasterKey('c2hvcnQ=')).toThrow('openssl rand -base64 32');
});
