import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailQuality } from '../../src/index.ts';

const DATA = {
  freeMailDomains: new Set(['gmail.com', 'orange.fr']),
  disposableDomains: new Set(['mailinator.com']),
  competitorDomains: new Set(['rival.example']),
};

describe('an e-mail address', () => {
  it.each([
    ['claire@atelier-nord.fr', 'business', false],
    ['  Claire.Martin+crm@Atelier-Nord.FR ', 'business', false],
    ['info@atelier-nord.fr', 'business', true],
    ['contact+salon@atelier-nord.fr', 'business', true],
    ['jean@gmail.com', 'free-mail', false],
    ['jean@mail.gmail.com', 'business', false],
    ['x@mailinator.com', 'disposable', false],
    ['x@eu.mailinator.com', 'disposable', false],
    ['zoé@café.example', 'business', false],
    ['li@xn--fsq.xn--0zwm56d', 'business', false],
  ])('%s is %s (role: %s)', (email, quality, role) => {
    expect(emailQuality(email, DATA)).toMatchObject({ quality, role });
  });

  it.each([
    'none',
    'a@b',
    '@acme.fr',
    'a b@acme.fr',
    'a@@acme.fr',
    'a@acme..fr',
    '.a@acme.fr',
    'a.@acme.fr',
    'a@-acme.fr',
    'a@acme.fr, b@acme.fr',
    `${'a'.repeat(250)}@acme.fr`,
    'a\u0000@acme.fr',
  ])('%j is malformed', (email) => {
    expect(emailQuality(email, DATA)).toMatchObject({ quality: 'malformed', domain: '' });
  });

  it('belongs to a competitor by its own domain or by the company’s', () => {
    expect(emailQuality('a@fr.rival.example', DATA).competitor).toBe(true);
    expect(emailQuality('a@gmail.com', DATA, 'Rival.example').competitor).toBe(true);
    expect(emailQuality('a@notrival.example', DATA).competitor).toBe(false);
  });

  it('is judged at once, whatever its text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 400 }), fc.emailAddress()), (email) => {
        expect(['business', 'free-mail', 'disposable', 'malformed']).toContain(
          emailQuality(email, DATA).quality,
        );
      }),
    );
    expect(emailQuality(`${'a.'.repeat(200_000)}@x`, DATA).quality).toBe('malformed');
  });
});
