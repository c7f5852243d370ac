import type { Fields } from '@tamis/adapter';
import { expect, it } from 'vitest';
import { parseMapping, plan, showApart } from '../src/index.ts';
import { DOCUMENT, KNOWN, MORNING } from './support/crm.ts';
import { planning } from './support/decision.ts';

const mapping = parseMapping(DOCUMENT, KNOWN);
const shown: Fields = { t_score: 40, t_stage: 'mql', t_grade: 'B2', t_reason: 'MQL.' };
const record = (observed: Fields) => ({ object: 'contacts', observed, mapping });

it('records of one person that show another score, stage or reason show apart; numbers may be written as text', () => {
  expect(showApart(record(shown), record({ ...shown, t_score: '40' }))).toBe(false);
  for (const other of [{ t_score: 41 }, { t_stage: 'sql' }, { t_reason: 'Else.' }, { t_score: null }])
    expect(showApart(record(shown), record({ ...shown, ...other }))).toBe(true);
});

it('a small move of the score waits in a record alone, and is written where others of the person show it', () => {
  const { desired: observed } = plan(planning({ points: 40 }), mapping);
  const written = { fields: observed, at: MORNING };
  const moved = planning({ points: 42 }, { observed, written });
  expect(plan(moved, mapping).reasons).toEqual([]);
  const kept = plan({ ...moved, together: true }, mapping);
  expect(kept).toMatchObject({ reasons: ['kept-together'], heldUntil: null });
  expect(kept.desired).toMatchObject({ t_score: 42 });
});
