import { describe, expect, test } from 'vitest';
import { defaultDataFolder } from '../src/index.ts';

describe('where data lives when nobody says', () => {
  test.each([
    ['root', { uid: 0, home: '/root', xdgDataHome: '/root/data' }, '/var/lib/tamis'],
    ['a user', { uid: 1000, home: '/home/ada' }, '/home/ada/.local/share/tamis'],
    ['a user with an XDG data folder', { uid: 1000, home: '/home/ada', xdgDataHome: '/data' }, '/data/tamis'],
    [
      'an empty XDG data folder',
      { uid: 1000, home: '/home/ada', xdgDataHome: '' },
      '/home/ada/.local/share/tamis',
    ],
    [
      'a relative XDG data folder',
      { uid: 1000, home: '/home/ada', xdgDataHome: 'x' },
      '/home/ada/.local/share/tamis',
    ],
    ['a system without user ids', { uid: undefined, home: 'C:/u' }, 'C:/u/.local/share/tamis'],
  ])('%s', (_who, inputs, folder) => {
    expect(defaultDataFolder(inputs)).toBe(folder);
  });
});
