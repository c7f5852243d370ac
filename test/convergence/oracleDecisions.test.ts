import { describe, expect, it } from 'vitest';
import type { Values } from './crms.ts';
import type { Decided, Happened, History } from './history.ts';
import { judge } from './oracle/judge.ts';
import { afterBecoming, afterDecision, type HandLinks } from './oracle/links.ts';
import { peopleOf } from './oracle/people.ts';
import { HUBSPOT, JUDGED, operation, quiet, record, SALESFORCE, synced, ZOE } from './told.ts';

const DAY_MS = 86_400_000;
const zoe = { ...ZOE, ...JUDGED };

function hubspot(values: Values = {}, modifiedAt = 1) {
  return record(HUBSPOT, { ...zoe, ...values }, { modifiedAt });
}

function salesforce(values: Values = {}, modifiedAt = 1) {
  return record(SALESFORCE, { ...zoe, ...values }, { modifiedAt });
}

function decision(decided: Decided, at = 2): Happened {
  return operation({ decided, at, keys: [decided.key] });
}

function unexplained(events: History['events'], ended: readonly string[] = []): readonly string[] {
  return judge(events, new Set(ended)).unexplained;
}

describe('who a person says that a record is', () => {
  const all = [hubspot(), salesforce(), record('pipedrive/persons/1', { email: 'z@kern.example' })];
  const groups = (...decisions: Decided[]) => {
    const links = decisions.reduce<HandLinks>(afterDecision, new Map());
    return peopleOf(all, links).map((group) => group.map(({ crm }) => crm));
  };

  it('is alone once it is cut, and linked by its address again once it is free', () => {
    const cut = { kind: 'cut', key: HUBSPOT } as const;
    expect(groups(cut)).toEqual([['hubspot'], ['salesforce'], ['pipedrive']]);
    expect(groups(cut, { kind: 'free', key: HUBSPOT })).toEqual([['hubspot', 'salesforce'], ['pipedrive']]);
  });

  it('goes with the record that it is joined to, and leaves its address behind', () => {
    const join = { kind: 'join', key: HUBSPOT, with: 'pipedrive/persons/1' } as const;
    expect(groups(join)).toEqual([['hubspot', 'pipedrive'], ['salesforce']]);
    expect(groups(join, { kind: 'cut', key: 'pipedrive/persons/1' })).toEqual([
      ['hubspot', 'salesforce'],
      ['pipedrive'],
    ]);
  });

  it('is said of the record that it was converted into, and the later of two words holds', () => {
    const lead = record('salesforce/Lead/7', {}, { state: 'converted', wentOnAs: SALESFORCE });
    const apart = (...decisions: Decided[]) => {
      const links = decisions.reduce<HandLinks>(afterDecision, new Map());
      return peopleOf(all, afterBecoming(links, [lead, ...all])).length === 3;
    };
    const cut = { kind: 'cut', key: lead.key } as const;
    const join = { kind: 'join', key: SALESFORCE, with: HUBSPOT } as const;
    expect([apart(), apart(cut), apart(cut, join), apart(join, cut)]).toEqual([false, true, false, true]);
    expect(apart({ kind: 'join', key: SALESFORCE, with: lead.key })).toBe(false);
  });

  it('is free of a record that was cut later, under whatever name', () => {
    const gone = record('salesforce/Contact/8', {}, { state: 'merged', wentOnAs: SALESFORCE });
    const join = { kind: 'join', key: 'pipedrive/persons/1', with: gone.key } as const;
    const links = [join, { kind: 'cut', key: SALESFORCE } as const].reduce<HandLinks>(
      afterDecision,
      new Map(),
    );
    expect([...afterBecoming(links, [gone, ...all]).keys()]).toEqual([SALESFORCE]);
  });

  it('is not what its CRM says where that record is cut', () => {
    const lead = record('pipedrive/leads/1', {}, { samePerson: 'pipedrive/persons/1' });
    const links = afterDecision(new Map(), { kind: 'cut', key: 'pipedrive/persons/1' });
    expect(peopleOf([lead, ...all], links)).toHaveLength(3);
    expect(peopleOf([lead, ...all])).toHaveLength(2);
  });
});

describe('planted faults in what people decided', () => {
  const lasting = { key: HUBSPOT, until: DAY_MS, reason: 'Called.' } as const;
  const set = decision({ kind: 'stage', stage: 'mql', ...lasting });

  it('finds a record that does not show the stage that somebody set', () => {
    const told = [quiet([hubspot()]), set, quiet([hubspot()], { at: 3 })];
    expect(unexplained(told)).toEqual([`${HUBSPOT} is raw, although somebody set mql`]);
    expect(unexplained([...told, synced([hubspot()], [hubspot({ stage: 'mql' })])])).toEqual([]);
  });

  it('finds a decision that ended without a word', () => {
    const told = [quiet([hubspot()]), set, quiet([hubspot()], { at: 2 * DAY_MS })];
    expect(unexplained(told)).toEqual([expect.stringContaining('nothing says that a decision ended')]);
    expect(unexplained(told, ['Called.'])).toEqual([]);
  });

  it('finds a value that somebody set and that did not come to a CRM', () => {
    const value = decision({ kind: 'value', field: 'phone', value: '9', ...lasting });
    const told = [quiet([hubspot({ phone: '1' })]), value, quiet([hubspot({ phone: '1' })], { at: 3 })];
    expect(unexplained(told)).toEqual([`${HUBSPOT} phone "1" stands in the end, not "9"`]);
    const write = synced([hubspot({ phone: '1' })], [hubspot({ phone: '9' }, 4)], { at: 4 });
    expect(unexplained([...told, write])).toEqual([]);
  });

  it('finds an answer of sales that one of two records does not show', () => {
    const rejected = {
      salesStatus: 'rejected',
      stage: 'recycled',
      reason: 'rejected by sales: No budget this year',
    };
    const told = [quiet([hubspot(rejected)]), quiet([salesforce()])];
    expect(unexplained(told)).toContain(`${SALESFORCE} is raw ("Raw."), although sales rejected the person`);
  });

  it('finds an acceptance that nothing followed, unless a record that is gone rejected the person since', () => {
    const open = quiet([hubspot()]);
    const accepted = (at: number) => quiet([hubspot({ salesStatus: 'accepted' }, at)]);
    const fault = `${HUBSPOT} is raw ("Raw."), although sales accepted the person`;
    const rejected = (at: number) => quiet([salesforce({ salesStatus: 'rejected' }, at)]);
    const gone = quiet([{ ...salesforce(), state: 'deleted' }]);
    expect(unexplained([open, accepted(3)])).toEqual([fault]);
    expect(unexplained([open, accepted(3), rejected(4), gone])).toEqual([]);
    expect(unexplained([open, rejected(4), accepted(3), gone])).toEqual([]);
    expect(unexplained([rejected(2), quiet([hubspot({}, 3)]), accepted(4), gone])).toEqual([fault]);
  });
});

describe('a workflow that rewrites what the product writes', () => {
  const rewrote = { key: HUBSPOT, field: 'grade' } as const;
  const own = quiet([hubspot({ grade: 'W9' })]);
  const again = operation({ operation: 'workflow', rewrote });

  it('is to be left alone after the second time', () => {
    expect(unexplained([again, own, again, own])).toEqual([]);
    expect(unexplained([again, own, again, own, again, own])).toEqual([
      `${HUBSPOT} grade was written again, which a workflow had rewritten twice`,
    ]);
  });

  it('is no excuse after the first time', () => {
    const told = [again, own, quiet([salesforce()])];
    expect(unexplained(told)).toEqual([expect.stringContaining('their grade is')]);
  });

  it('is not seen where somebody changed the record before the next run', () => {
    const told = [again, operation(), own, again, own, quiet([salesforce()])];
    expect(unexplained(told)).toEqual([expect.stringContaining('their grade is')]);
  });
});
