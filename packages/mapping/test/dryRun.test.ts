import { expect, it } from 'vitest';
import { dryRun, parseMapping, plan } from '../src/index.ts';
import { asTexts, DAY, DOCUMENT, KNOWN, MORNING } from './support/crm.ts';
import { planning } from './support/decision.ts';

const mapping = parseMapping(DOCUMENT, KNOWN);
const first = plan(planning({}, { observed: { lifecycle: 'lead' } }), mapping).desired;
const observed = asTexts(first);
const at = MORNING + DAY;

it('a dry run lists each field with before, after and why, and nothing that stays', () => {
  const input = planning(
    { stage: 'sql', points: 55, at },
    { observed, written: { fields: first, at: MORNING } },
  );
  const rows = dryRun({ object: 'contacts', id: '1', observed, plan: plan(input, mapping) }, mapping);
  const reasons = ['score-moved', 'stage-changed'];
  const same = { object: 'contacts', id: '1', reasons };
  expect(rows).toEqual([
    { ...same, field: 't_score', before: '40', after: 55 },
    { ...same, field: 't_stage', before: 'mql', after: 'sql' },
    { ...same, field: 't_at', before: '2026-03-01T09:00:00.000Z', after: '2026-03-02T09:00:00.000Z' },
    { ...same, field: 'lifecycle', before: 'marketing', after: 'sales' },
  ]);
});

it('a record that nobody would miss a write on has no rows', () => {
  const input = planning({ points: 42, at }, { observed, written: { fields: first, at: MORNING } });
  expect(dryRun({ object: 'contacts', id: '1', observed, plan: plan(input, mapping) }, mapping)).toEqual([]);
});
