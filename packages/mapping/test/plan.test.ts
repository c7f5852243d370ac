import type { FieldRow } from '@tamis/adapter';
import { describe, expect, it } from 'vitest';
import { difference, parseMapping, plan, type Written } from '../src/index.ts';
import { asTexts, DAY, DOCUMENT, field, HOUR, KNOWN, MORNING } from './support/crm.ts';
import { planning, type Said } from './support/decision.ts';

const mapping = parseMapping(DOCUMENT, KNOWN);

/** What a contact looks like after the verdict was written for the first time. */
function afterFirstWrite(said: Said = {}) {
  const { desired } = plan(planning(said, { observed: { lifecycle: 'lead', country: 'France' } }), mapping);
  const written: Written = { fields: desired, at: said.at ?? MORNING };
  return { observed: asTexts({ country: 'France', ...desired }), written };
}

/** What is planned for a verdict on a contact that was written before. */
function next(said: Said, before = afterFirstWrite()) {
  return plan(planning({ at: MORNING + DAY, ...said }, before), mapping);
}

function writesOf(said: Said, before = afterFirstWrite()) {
  const { desired } = next(said, before);
  return difference({ object: 'contacts', observed: before.observed, desired }, mapping);
}

describe('the first verdict of a contact', () => {
  it('gives the day of scoring to a field that holds days, and that is no loss', () => {
    const asDate = KNOWN.map((one) => (one.name === 't_at' ? { ...one, type: 'date' as const } : one));
    const { desired, problems } = plan(planning({}, { observed: {} }), parseMapping(DOCUMENT, asDate));
    expect(desired.t_at).toBe('2026-03-01');
    expect(problems).toEqual([]);
  });

  it('fills every field that is mapped', () => {
    const { desired, reasons } = plan(planning({}, { observed: { lifecycle: null } }), mapping);
    expect(reasons).toEqual(['first-value']);
    expect(desired).toEqual({
      t_score: 40,
      t_fit: 20,
      t_grade: 'B2',
      t_stage: 'mql',
      t_reason: 'Visited the prices.',
      t_next: 'Do: nurture',
      t_model: 'default@3',
      t_at: '2026-03-01T09:00:00.000Z',
      t_handover: false,
      lifecycle: 'marketing',
    });
  });

  it('is not written again on a connection that was made anew', () => {
    const { observed } = afterFirstWrite();
    const { reasons, desired } = plan(planning({ at: MORNING + DAY }, { observed, written: null }), mapping);
    expect(reasons).toEqual([]);
    expect(difference({ object: 'contacts', observed, desired }, mapping)).toEqual({});
  });
});

describe('a later verdict', () => {
  it('that says the same writes nothing, not even the time of scoring', () => {
    expect(next({}).reasons).toEqual([]);
    expect(writesOf({})).toEqual({});
  });

  it.each<[Said, string]>([
    [{ stage: 'sql' }, 'stage-changed'],
    [{ grade: 'A2' }, 'grade-changed'],
    [{ next: 'call-now' }, 'next-action-changed'],
    [{ handOver: true }, 'hand-over-changed'],
    [{ points: 45 }, 'score-moved'],
    [{ points: 35 }, 'score-moved'],
  ])('with %j is written, because of %s', (said, reason) => {
    expect(next(said).reasons).toEqual([reason]);
    expect(writesOf(said)).toHaveProperty('t_at');
  });

  it.each<[Said]>([
    [{ points: 44 }],
    [{ points: 35.6 }],
    [{ fit: 30 }],
    [{ reason: 'Visited the prices again.' }],
    [{ model: 4 }],
    [{ points: 43, model: 4, reason: 'Other.' }],
  ])('with %j only is nothing that anybody would miss', (said) => {
    expect(writesOf(said)).toEqual({});
  });

  it('brings the small changes along with a big one', () => {
    expect(writesOf({ stage: 'sql', points: 41, reason: 'Asked for a demo.', model: 4 })).toMatchObject({
      t_stage: 'sql',
      t_score: 41,
      t_reason: 'Asked for a demo.',
      t_model: 'default@4',
      lifecycle: 'sales',
    });
  });

  it('does not creep: small moves add up against what the CRM shows', () => {
    const before = afterFirstWrite();
    expect(writesOf({ points: 42 }, before)).toEqual({});
    expect(writesOf({ points: 44 }, before)).toEqual({});
    expect(writesOf({ points: 46 }, before)).toHaveProperty('t_score', 46);
  });

  it('shows whole points, and no minus before a zero', () => {
    const { desired } = plan(planning({ points: -0.2, fit: 0 }), mapping);
    expect(Object.is(desired.t_score, 0)).toBe(true);
  });
});

describe('a score that moves on the same day', () => {
  const LATER = MORNING + HOUR;

  it('waits for the next UTC day, and says until when', () => {
    const planned = next({ points: 50, at: LATER });
    expect(planned.reasons).toEqual([]);
    expect(planned.heldUntil).toBe(Date.UTC(2026, 2, 2));
    expect(writesOf({ points: 50, at: LATER })).toEqual({});
    expect(writesOf({ points: 50, at: Date.UTC(2026, 2, 2) })).toHaveProperty('t_score', 50);
  });

  it('does not wait when the person did something since', () => {
    const activities = [{ kind: 'page_view', at: MORNING + 1 }];
    expect(next({ points: 50, at: LATER, activities })).toMatchObject({
      reasons: ['score-moved'],
      heldUntil: null,
    });
    const older = [{ kind: 'page_view', at: MORNING - 1 }];
    expect(next({ points: 50, at: LATER, activities: older }).reasons).toEqual([]);
  });

  it('does not hold back a new stage', () => {
    expect(next({ points: 60, stage: 'sql', at: LATER }).reasons).toEqual(['score-moved', 'stage-changed']);
  });
});

describe('a field that somebody changed in the CRM', () => {
  it('shows the verdict again, at most once a day', () => {
    const { observed, written } = afterFirstWrite();
    const cleared = { observed: { ...observed, t_stage: null }, written };
    expect(next({}, cleared).reasons).toEqual(['restored']);
    expect(writesOf({}, cleared)).toMatchObject({ t_stage: 'mql' });
    expect(next({ at: MORNING + HOUR }, cleared)).toMatchObject({
      reasons: [],
      heldUntil: Date.UTC(2026, 2, 2),
    });
    expect(writesOf({ at: MORNING + HOUR }, cleared)).toEqual({});
  });

  it('is left alone where it is the time of scoring or the reason', () => {
    const { observed, written } = afterFirstWrite();
    const edited = { observed: { ...observed, t_at: '2020-01-01', t_reason: 'Mine.' }, written };
    expect(writesOf({}, edited)).toEqual({});
  });

  it('is not fought over when the CRM itself kept another value', () => {
    const { observed, written } = afterFirstWrite();
    const input = planning(
      { stage: 'sql', at: MORNING + DAY },
      { observed, written, refused: { t_stage: 'sql', lifecycle: 'sales' } },
    );
    const { reasons, skipped } = plan(input, mapping);
    expect(reasons).toEqual([]);
    expect(skipped).toEqual([
      { field: 't_stage', reason: 'refused' },
      { field: 'lifecycle', reason: 'refused' },
    ]);
  });
});

describe('a native lifecycle field, forward only', () => {
  const lifecycle = (stage: Said['stage'], observed: string | null, written: Written | null = null) => {
    const { desired, skipped } = plan(
      planning({ stage: stage ?? 'raw' }, { observed: { lifecycle: observed }, written }),
      mapping,
    );
    return { value: desired.lifecycle, skipped: skipped.filter((one) => one.field === 'lifecycle') };
  };
  const skippedFor = (reason: string) => ({ value: undefined, skipped: [{ field: 'lifecycle', reason }] });
  const wrote = (value: string): Written => ({ fields: { lifecycle: value }, at: MORNING - DAY });

  it('moves along its order', () => {
    expect(lifecycle('sql', 'lead')).toEqual({ value: 'sales', skipped: [] });
    expect(lifecycle('mql', null)).toEqual({ value: 'marketing', skipped: [] });
    expect(lifecycle('sql', 'marketing', wrote('marketing'))).toEqual({ value: 'sales', skipped: [] });
  });

  it('never moves back', () => {
    expect(lifecycle('mql', 'customer')).toEqual(skippedFor('not-forward'));
    expect(lifecycle('mql', 'sales', wrote('sales'))).toEqual(skippedFor('not-forward'));
  });

  it('never overrides a person’s own later change, forward or back or cleared', () => {
    expect(lifecycle('sql', 'lead', wrote('marketing'))).toEqual(skippedFor('changed-by-person'));
    expect(lifecycle('customer', 'sales', wrote('marketing'))).toEqual(skippedFor('changed-by-person'));
    expect(lifecycle('sql', null, wrote('marketing'))).toEqual(skippedFor('changed-by-person'));
  });

  it('leaves words alone that it does not know', () => {
    expect(lifecycle('sql', 'evangelist')).toEqual(skippedFor('not-in-order'));
    expect(lifecycle('recycled', 'lead')).toEqual(skippedFor('no-value'));
  });

  it('does not replace a word by another one for the same stage', () => {
    expect(lifecycle('raw', 'lead')).toEqual({ value: 'lead', skipped: [] });
  });

  it('is not touched while nobody has read what stands there', () => {
    const { skipped } = plan(planning({ stage: 'sql' }), mapping);
    expect(skipped).toContainEqual({ field: 'lifecycle', reason: 'not-read' });
  });
});

describe('a field of the lead that is written to the CRM', () => {
  const country = (write: FieldRow['write'], mine: string | null | undefined, theirs: string | null) => {
    const row: FieldRow = { lead: 'person.country', direction: 'push', object: 'contacts', field: 'country' };
    const rows = parseMapping(
      { ...DOCUMENT, fields: [write === undefined ? row : { ...row, write }] },
      KNOWN,
    );
    const lead = { person: mine === undefined ? {} : { country: mine } };
    return plan(
      planning(
        { lead },
        { observed: { country: theirs }, written: { fields: { country: 'x' }, at: MORNING - DAY } },
      ),
      rows,
    );
  };

  it('fills a blank where it may only do that', () => {
    expect(country('only-if-empty', 'France', null)).toMatchObject({
      desired: { country: 'France' },
      reasons: ['lead-field-changed'],
    });
    expect(country('only-if-empty', 'France', 'Belgium')).toMatchObject({
      desired: {},
      skipped: [{ field: 'country', reason: 'not-empty' }],
    });
  });

  it('replaces another value where it may always', () => {
    expect(country('always', 'France', 'Belgium').desired).toEqual({ country: 'France' });
  });

  it('never replaces something with nothing', () => {
    expect(country('always', null, 'Belgium')).toMatchObject({ desired: {}, skipped: [{ reason: 'blank' }] });
    expect(country('always', undefined, 'Belgium')).toMatchObject({ desired: {}, skipped: [] });
  });
});

describe('a field of the CRM that cannot hold the verdict', () => {
  it('is left alone and named, when it is a list without that option', () => {
    const options = [{ value: 'nurture', label: 'Nurture' }];
    const known = [
      ...KNOWN.filter(({ name }) => name !== 't_next' && name !== 't_grade'),
      field('t_next', 'enumeration', { options }),
      field('t_grade', 'enumeration', { options }),
    ];
    const { desired, skipped, problems } = plan(planning({}), parseMapping(DOCUMENT, known));
    expect(desired.t_next).toBe('nurture');
    expect(skipped).toContainEqual({ field: 't_grade', reason: 'no-value' });
    expect(problems).toMatchObject([{ field: 't_grade', code: 'not-an-option', recordId: null }]);
  });

  it('gets as much of a long reason as it holds, without half an emoji', () => {
    const known = [
      ...KNOWN.filter(({ name }) => name !== 't_reason'),
      field('t_reason', 'text', { maxLength: 8 }),
    ];
    const { desired, problems } = plan(planning({ reason: 'Prices 👍👍' }), parseMapping(DOCUMENT, known));
    expect(desired.t_reason).toBe('Prices ');
    expect(problems).toMatchObject([{ field: 't_reason', code: 'cut-to-length' }]);
  });
});

it('where the total is not written, its two parts stand for it', () => {
  const fields = DOCUMENT.fields.filter(({ lead }) => lead !== 'verdict.score');
  const parts = parseMapping({ ...DOCUMENT, fields }, KNOWN);
  expect(plan(planning({ fit: 30, at: MORNING + DAY }, afterFirstWrite()), parts).reasons).toEqual([
    'score-moved',
  ]);
});
