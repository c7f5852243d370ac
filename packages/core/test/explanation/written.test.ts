import { compile, compileExplainer, defaultModel, type Language, type Lead, type Verdict } from '@tamis/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyLead, anyStanding } from '../qualification/arbitraries.ts';
import {
  coldLead,
  DAY,
  done,
  idealLead,
  judge,
  model,
  NOW,
  pricingVisit,
  standingAt,
} from '../qualification/leads.ts';

const LANGUAGES = ['fr', 'en'] as const;
const explainers = { fr: compileExplainer(defaultModel(), 'fr'), en: compileExplainer(defaultModel(), 'en') };

function written(lead: Lead, language: Language, verdict: Verdict = judge(lead), asOf = NOW): string {
  return explainers[language].written({ score: model.score(lead, asOf), verdict });
}

describe('the reason that is written into the CRM', () => {
  test('says in French where the lead stands, why, and what to do', () => {
    const lead = idealLead([done('demo_request', 1), pricingVisit(2)]);
    expect(written(lead, 'fr')).toBe(
      'SQL (prêt pour les ventes)\u00a0: signal fort, démo demandée, score au-dessus du seuil. ' +
        'Engagement\u00a0: page tarifs visitée. Adéquation\u00a0: secteur visé, taille d’entreprise visée, direction. ' +
        'À demander\u00a0: budget, besoin, échéance. Action\u00a0: appeler sans attendre.',
    );
  });

  test('and the same in English', () => {
    const lead = idealLead([done('demo_request', 1), pricingVisit(2)]);
    expect(written(lead, 'en')).toBe(
      'SQL (ready for sales): strong signal, demo requested, score above the threshold. Engagement: pricing page visited. ' +
        'Fit: target industry, target company size, director or above. To ask: budget, need, timeline. Next: call now.',
    );
  });

  test('names what blocks the hand-over', () => {
    const lead = idealLead([done('webinar_attended', 0)], { kind: 'private' });
    expect(written(lead, 'fr')).toContain(
      'Bloqué\u00a0: consentement RGPD inconnu. Action\u00a0: recueillir le consentement RGPD.',
    );
    const bounced = idealLead([done('webinar_attended', 0), done('bounce', 1)]);
    expect(written(bounced, 'en')).toContain('Blocked: e-mail bounced. Next: complete the record.');
  });

  test('repeats the rep’s own reason for a rejection', () => {
    const lead = idealLead([], {
      salesAnswer: { status: 'rejected', reason: 'pas de projet', at: NOW - DAY },
    });
    const verdict = judge(lead, { standing: standingAt('sql') });
    expect(written(lead, 'fr', verdict)).toMatch(
      /^Recyclé\u00a0: refusé par les ventes\u00a0: pas de projet\./,
    );
  });

  test('says why a lead is out', () => {
    const lead = idealLead([], { person: { email: 'x@mailinator.com' } });
    expect(written(lead, 'fr')).toBe(
      'Disqualifié\u00a0: e-mail jetable. Adéquation\u00a0: secteur visé, taille d’entreprise visée. Action\u00a0: aucune.',
    );
    const objected = idealLead([], { permission: { objected: true } });
    expect(written(objected, 'en')).toBe('Disqualified: objected to marketing. Next: none.');
  });

  test('a long answer of a rep is cut at a word, and the action stays readable', () => {
    const reason = `${'Budget 👩‍💻 reporté à l’année prochaine '.repeat(12)}fin`;
    const lead = idealLead([], { salesAnswer: { status: 'rejected', reason, at: NOW - DAY } });
    const text = written(lead, 'fr', judge(lead, { standing: standingAt('sql') }));
    expect(text.length).toBeLessThanOrEqual(255);
    expect(text).toMatch(/ \S+… Action\u00a0: poursuivre avec du contenu ciblé\.$/u);
  });

  test.each([
    ['a word without end', 'x'.repeat(400)],
    ['emoji', '😀'.repeat(200)],
    ['emoji after a letter', `x${'😀'.repeat(200)}`],
    ['a broken surrogate pair', '\ud83d and \ude00'],
    ['several lines', 'too\nsmall\u2028for\tus'],
  ])('a reason of %s leaves one well-formed line that fits', (_, reason) => {
    const lead = idealLead([], { salesAnswer: { status: 'rejected', reason, at: NOW - DAY } });
    const text = written(lead, 'fr', judge(lead, { standing: standingAt('sql') }));
    expect(text.length).toBeLessThanOrEqual(255);
    expect(text.isWellFormed()).toBe(true);
    expect(text).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    expect(text).toContain('Action');
  });

  test('never exceeds 255 UTF-16 units and is one well-formed line, whatever names and answers hold', () => {
    const wild = fc.string({ unit: 'binary', maxLength: 400 });
    fc.assert(
      fc.property(
        anyLead,
        anyStanding,
        wild,
        wild,
        fc.constantFrom(...LANGUAGES),
        (lead, standing, reason, label, language) => {
          const named = defaultModel();
          for (const rule of [...named.fit, ...named.gates, ...named.qualification.fastLanes]) {
            rule.label = { fr: `x${label}`, en: `x${label}` };
          }
          const answered = { ...lead, salesAnswer: { ...lead.salesAnswer, reason } };
          const score = model.score(answered, NOW);
          const verdict = judge(answered, { standing });
          const text = compileExplainer(named, language).written({ score, verdict });
          expect(text.length).toBeLessThanOrEqual(255);
          expect(text.isWellFormed()).toBe(true);
          expect(text).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('always ends with the action, and holds no figure', () => {
    fc.assert(
      fc.property(anyLead, anyStanding, (lead, standing) => {
        const verdict = judge(lead, { standing });
        const text = written(lead, 'en', verdict);
        expect(text).toMatch(/Next: [a-z() A-Z]+\.$/);
        expect(text).not.toMatch(/\d/);
      }),
      { numRuns: 1_000 },
    );
  });

  test('stays the same until something written changes', () => {
    fc.assert(
      fc.property(
        anyLead,
        anyStanding,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (lead, standing, share) => {
          const verdict = judge(lead, { standing });
          const end = Math.min(verdict.changesAt ?? Number.POSITIVE_INFINITY, NOW + 400 * DAY);
          const asOf = Math.min(NOW + Math.floor(share * (end - NOW)), end - 1);
          const later = judge(lead, { standing: verdict.standing, asOf });
          expect(written(lead, 'fr', later, asOf)).toBe(written(lead, 'fr', verdict));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('a rule that the model has lost its label for is named by its id', () => {
    const without = defaultModel();
    without.fit = [];
    const score = model.score(idealLead(), NOW);
    const text = compileExplainer(without, 'en').written({ score, verdict: judge(coldLead()) });
    expect(text).toContain('Fit: industry, company-size, seniority');
    expect(() =>
      compile(without, {
        freeMailDomains: new Set(),
        disposableDomains: new Set(),
        competitorDomains: new Set(),
      }),
    ).not.toThrow();
  });
});
