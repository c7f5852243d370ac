import type { FieldRow, Fields, FieldValue } from '@tamis/adapter';
import { describe, expect, it } from 'vitest';
import {
  type ManualValue,
  type Mapping,
  type Plan,
  parseMapping,
  plan,
  type Side,
  type SourceRecord,
} from '../src/index.ts';
import { DAY, DOCUMENT, field, HOUR, KNOWN, MORNING } from './support/crm.ts';
import { planning, type Said } from './support/decision.ts';
import { both, changesFor, person, planFor, rowsOnly, side, together } from './support/sides.ts';

const YESTERDAY = MORNING - DAY;

function titled(
  more: Partial<FieldRow>,
  title: FieldValue | undefined,
  changed: SourceRecord['changed'] = {},
): Side {
  const fields: Fields = title === undefined ? {} : { title };
  return side('2', rowsOnly([both('person.jobTitle', 'title', more)]), {
    records: [person(fields, changed)],
  });
}

/** What another CRM says, of which nothing is written back to. */
function elsewhere(title: FieldValue, changed: SourceRecord['changed'], more: Partial<FieldRow> = {}): Side {
  const row: FieldRow = { ...both('person.jobTitle', 'title', more), direction: 'pull' };
  return side('1', rowsOnly([row]), { records: [person({ title }, changed)] });
}

function planned(own: Side, others: readonly Side[], manual: readonly ManualValue[] = []): Plan {
  const [record] = own.records;
  if (record === undefined) throw new Error('a side without records has no plan');
  return planFor(own, record, together([own, ...others], manual));
}

function skipped(reason: string) {
  return { desired: {}, skipped: [{ field: 'title', reason }] };
}

const boss = elsewhere('Boss', { title: YESTERDAY });

describe('a field of the lead that two CRMs hold', () => {
  it('takes the newer value of the other CRM', () => {
    expect(planned(titled({}, 'Buyer', { title: YESTERDAY - DAY }), [boss])).toMatchObject({
      desired: { title: 'Boss' },
      reasons: ['lead-field-changed'],
    });
  });

  it('is not written where the value came from', () => {
    const own = titled({}, 'Head', { title: MORNING });
    expect(planned(own, [boss])).toMatchObject({ desired: {}, skipped: [] });
  });

  it('stays as a person left it later, where a stronger row of another CRM decides the lead', () => {
    const strong = elsewhere('Boss', { title: YESTERDAY }, { conflict: 'crm-wins' });
    expect(planned(titled({}, 'Buyer', { title: MORNING }), [strong])).toMatchObject(skipped('newer-in-crm'));
  });

  it('stays empty after a person emptied it, until somebody says something newer', () => {
    const emptied = titled({}, null, { title: MORNING - HOUR });
    expect(planned(emptied, [boss])).toMatchObject(skipped('newer-in-crm'));
    expect(planned(emptied, [elsewhere('Chief', { title: MORNING })]).desired).toEqual({ title: 'Chief' });
  });

  it('that was always empty is filled', () => {
    expect(planned(titled({}, null), [boss]).desired).toEqual({ title: 'Boss' });
  });

  it('that was not read is left alone', () => {
    expect(planned(titled({}, undefined), [boss])).toMatchObject(skipped('not-read'));
  });
});

describe('what two people say alike', () => {
  it('is as young as the later of them said it, however old the other word is', () => {
    const old = elsewhere('Boss', { title: YESTERDAY - 5 * DAY });
    const young = side('3', old.mapping, {
      records: [person({ title: 'Boss' }, {}, { baselineAt: MORNING - HOUR })],
    });
    expect(planned(titled({}, 'Buyer', { title: YESTERDAY }), [old, young]).desired).toEqual({
      title: 'Boss',
    });
  });
});

describe('what we wrote ourselves', () => {
  const copied = (more: Partial<FieldRow>, baselineAt = MORNING - 10 * DAY) =>
    side('2', rowsOnly([both('person.jobTitle', 'title', more)]), {
      records: [person({ title: 'Copy' }, {}, { baselineAt, ourWrites: { title: MORNING - HOUR } })],
    });

  it('is nobody’s word: an older one stands, and replaces it', () => {
    const young = copied({}, MORNING);
    expect(together([young, boss]).lead.person.jobTitle).toBe('Boss');
    expect(planned(young, [boss]).desired).toEqual({ title: 'Boss' });
  });

  it('is not defended where the CRM wins, since the CRM never said it', () => {
    expect(planned(copied({ conflict: 'crm-wins' }), [boss]).desired).toEqual({ title: 'Boss' });
  });

  it('is all that is left where nobody says anything any more, and undoes no emptying', () => {
    const emptied = titled({}, null, { title: YESTERDAY });
    const copy = side('1', copied({}).mapping, { records: copied({}).records });
    expect(together([copy, emptied]).lead.person.jobTitle).toBe('Copy');
    expect(planned(emptied, [copy])).toMatchObject(skipped('newer-in-crm'));
  });

  it('is a person’s word again once they change it', () => {
    const own = side('2', copied({}).mapping, {
      records: [person({ title: 'Mine' }, { title: MORNING }, { ourWrites: { title: MORNING - HOUR } })],
    });
    expect(together([own, boss]).lead.person.jobTitle).toBe('Mine');
  });
});

describe('a row by which the CRM wins', () => {
  const strong = { conflict: 'crm-wins', direction: 'push' } as const;

  it('never replaces what stands there, however old', () => {
    expect(planned(titled(strong, 'Buyer'), [boss])).toMatchObject(skipped('owned-by-crm'));
  });

  it('fills an empty field, unless a person emptied it later', () => {
    expect(planned(titled(strong, null), [boss]).desired).toEqual({ title: 'Boss' });
    expect(planned(titled(strong, null, { title: MORNING }), [boss])).toMatchObject(skipped('newer-in-crm'));
  });
});

describe('a row by which the lead wins', () => {
  it('replaces and fills whatever a person did there', () => {
    const weak = { conflict: 'hub-wins' } as const;
    expect(planned(titled(weak, 'Buyer', { title: MORNING }), [boss]).desired).toEqual({ title: 'Boss' });
    expect(planned(titled(weak, null, { title: MORNING }), [boss]).desired).toEqual({ title: 'Boss' });
  });
});

describe('a row that may only fill what is empty', () => {
  it('never replaces, whoever is newer', () => {
    const careful = titled({ write: 'only-if-empty' }, 'Buyer', { title: YESTERDAY - DAY });
    expect(planned(careful, [boss])).toMatchObject(skipped('not-empty'));
  });
});

describe('a default', () => {
  const defaulted = (title: FieldValue, more: Partial<FieldRow> = {}, changed = {}) =>
    planned(titled({ direction: 'push', ...more }, title, changed), [
      elsewhere(null, {}, { default: 'Unknown' }),
    ]);

  it('fills what was always empty', () => {
    expect(defaulted(null).desired).toEqual({ title: 'Unknown' });
  });

  it('never replaces something, even where the lead wins, and never undoes an emptying', () => {
    expect(defaulted('Buyer', { conflict: 'hub-wins' })).toMatchObject(skipped('not-empty'));
    expect(defaulted(null, { conflict: 'hub-wins' }, { title: MORNING })).toMatchObject(
      skipped('newer-in-crm'),
    );
  });
});

describe('a value that somebody emptied', () => {
  const emptied = (blanks: boolean) => elsewhere(null, { title: MORNING }, { blanks });
  const own = (blanks: boolean) => titled({ direction: 'push', blanks }, 'Buyer', { title: YESTERDAY });

  it('empties the field where both rows let blanks be values', () => {
    expect(planned(own(true), [emptied(true)]).desired).toEqual({ title: null });
  });

  it('replaces nothing otherwise', () => {
    expect(planned(own(false), [emptied(true)])).toMatchObject(skipped('blank'));
    expect(planned(own(true), [emptied(false)])).toMatchObject(skipped('blank'));
  });
});

describe('a value that a person set in the product', () => {
  const manual: ManualValue = {
    path: 'person.jobTitle',
    value: 'Owner',
    reason: 'Told me.',
    by: 'anne',
    at: MORNING - HOUR,
    until: null,
  };

  it('is written like any other, as of when it was set', () => {
    expect(planned(titled({}, 'Buyer', { title: YESTERDAY }), [], [manual]).desired).toEqual({
      title: 'Owner',
    });
    expect(planned(titled({}, 'Buyer', { title: MORNING }), [], [manual])).toMatchObject(
      skipped('newer-in-crm'),
    );
  });
});

describe('a field that something in the CRM keeps rewriting', () => {
  it('is left alone and says so, of the lead and of the verdict', () => {
    const own = titled({}, 'Buyer');
    const assembled = together([own, boss]);
    const input = { ...planning({}), ...assembled, observed: { title: 'Buyer' } };
    expect(plan({ ...input, contested: new Set(['title']) }, own.mapping)).toMatchObject(
      skipped('contested'),
    );
    const verdict = plan({ ...planning({}), contested: new Set(['t_stage']) }, parseMapping(DOCUMENT, KNOWN));
    expect(verdict.skipped).toContainEqual({ field: 't_stage', reason: 'contested' });
    expect(verdict.desired).not.toHaveProperty('t_stage');
  });
});

describe('a field that cannot hold the whole value', () => {
  const short = (direction: FieldRow['direction']): Mapping =>
    parseMapping(
      {
        version: 1,
        fields: [both('person.jobTitle', 'title', { direction })],
        signals: [],
        activities: [],
      },
      [field('title', 'text', { maxLength: 4 })],
    );
  const long = elsewhere('Head of buying', { title: YESTERDAY });

  it('gets none where it is also read: a piece would come back and replace the whole', () => {
    const own = side('2', short('both'), { records: [person({ title: null })] });
    expect(planned(own, [long])).toMatchObject({
      ...skipped('no-value'),
      problems: [{ code: 'cut-to-length' }],
    });
  });

  it('gets as much as it holds where it is only written', () => {
    const own = side('2', short('push'), { records: [person({ title: null })] });
    expect(planned(own, [long]).desired).toEqual({ title: 'Head' });
  });
});

it('a field flows from one CRM to another through the lead where a row of each says so', () => {
  const reads = side('1', rowsOnly([{ ...both('attributes.plan', 'tariff'), direction: 'pull' }]), {
    records: [person({ tariff: 'gold' })],
  });
  const record = person({ plan: null });
  const writes = side('2', rowsOnly([{ ...both('attributes.plan', 'plan'), direction: 'push' }]), {
    records: [record],
  });
  expect(changesFor(writes, record, together([reads, writes]))).toEqual({ plan: 'gold' });
});

it('a field of the lead that somebody overwrote comes back at once where the lead wins, and does not wait for tomorrow', () => {
  const own = titled({ conflict: 'hub-wins' }, 'Buyer', { title: MORNING });
  const { lead, origins } = together([own, boss]);
  const before = { observed: { title: 'Buyer' }, written: { fields: { title: 'Boss' }, at: MORNING } };
  const known = { ...planning({ at: MORNING }, before), lead, origins, connectionId: '2' };
  expect(plan(known, own.mapping)).toMatchObject({ reasons: ['lead-field-changed'], heldUntil: null });
});

describe('a native stage field', () => {
  const mapping = parseMapping(DOCUMENT, KNOWN);
  const lifecycle = (said: Said, changedAt: number) =>
    plan(
      { ...planning(said, { observed: { lifecycle: 'lead' } }), changed: { lifecycle: changedAt } },
      mapping,
    );

  it('is never moved over a change that a person made after the stage began', () => {
    expect(lifecycle({ stage: 'sql' }, MORNING + 1).skipped).toContainEqual({
      field: 'lifecycle',
      reason: 'changed-by-person',
    });
  });

  it('moves on over what a person did before the stage began', () => {
    expect(lifecycle({ stage: 'sql' }, MORNING - 1).desired).toMatchObject({ lifecycle: 'sales' });
  });
});

describe('labels, of which one shows the stage', () => {
  const row: FieldRow = {
    lead: 'verdict.stage',
    direction: 'push',
    object: 'contacts',
    field: 'labels',
    write: 'forward-only',
    transform: { values: { Warm: 'mql', Hot: 'sql', Won: 'customer' }, order: ['Warm', 'Hot', 'Won'] },
  };
  const mapping = parseMapping({ version: 1, fields: [row], signals: [], activities: [] }, [
    field('labels', 'multi-enumeration'),
  ]);
  const labelled = (
    stage: Said['stage'],
    labels: FieldValue,
    { written, changedAt }: { written?: FieldValue; changedAt?: number } = {},
  ) => {
    const before = written === undefined ? null : { fields: { labels: written }, at: YESTERDAY };
    const input = planning({ stage: stage ?? 'raw' }, { observed: { labels }, written: before });
    return plan({ ...input, changed: changedAt === undefined ? {} : { labels: changedAt } }, mapping);
  };

  it('gain the stage beside those that people gave', () => {
    expect(labelled('mql', null)).toMatchObject({ desired: { labels: 'Warm' }, reasons: ['first-value'] });
    expect(labelled('mql', ['VIP', 'Fair'])).toMatchObject({
      desired: { labels: 'VIP;Fair;Warm' },
      reasons: ['first-value'],
    });
  });

  it('change the stage and keep the others', () => {
    expect(labelled('sql', 'Warm;VIP', { written: 'Warm' })).toMatchObject({
      desired: { labels: 'VIP;Hot' },
      reasons: ['stage-changed'],
    });
  });

  it('never go back, by the highest of them', () => {
    expect(labelled('mql', ['Warm', 'Won']).skipped).toEqual([{ field: 'labels', reason: 'not-forward' }]);
  });

  it('that say the stage already are left as they are', () => {
    expect(labelled('sql', ['VIP', 'Hot']).reasons).toEqual([]);
  });

  it('are a person’s where the stage was taken off or another one given', () => {
    const byPerson = [{ field: 'labels', reason: 'changed-by-person' }];
    expect(labelled('sql', ['VIP'], { written: 'VIP;Warm' }).skipped).toEqual(byPerson);
    expect(labelled('sql', ['Warm'], { changedAt: MORNING + 1 }).skipped).toEqual(byPerson);
  });

  it('move on where a person only added a label of their own', () => {
    const added = { written: 'Warm', changedAt: MORNING + 1 };
    expect(labelled('sql', ['Warm', 'VIP'], added).desired).toEqual({ labels: 'VIP;Hot' });
  });
});
