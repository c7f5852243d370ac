import { describe, expect, it } from 'vitest';
import { activityOf, parseMapping } from '../src/index.ts';
import { DOCUMENT, KNOWN, MORNING, record } from './support/crm.ts';

const mapping = parseMapping(DOCUMENT, KNOWN);
const starts = new Date(MORNING).toISOString();

describe('a meeting of the CRM', () => {
  it('is an activity of the contacts it is associated with', () => {
    const associations = { contacts: ['1', '2'], companies: ['9'] };
    const meeting = record('meetings', { starts, outcome: 'COMPLETED', title: 'Demo' }, { associations });
    expect(activityOf(meeting, mapping)).toEqual({
      activity: { kind: 'meeting_held', at: MORNING, attributes: { title: 'Demo' } },
      leadRecordIds: { contacts: ['1', '2'] },
      problem: null,
    });
  });

  it.each([
    ['NO_SHOW', 'no_show'],
    ['SCHEDULED', 'meeting_booked'],
    ['constructor', 'meeting_booked'],
    [null, 'meeting_booked'],
  ])('with the outcome %j is a %s', (outcome, kind) => {
    expect(activityOf(record('meetings', { starts, outcome }), mapping).activity?.kind).toBe(kind);
  });

  it.each([
    [null, 'no-date'],
    ['', 'no-date'],
    ['soon', 'not-a-date'],
  ])('that starts at %j is none, and the problem says why', (when, code) => {
    const { activity, problem } = activityOf(record('meetings', { starts: when }), mapping);
    expect(activity).toBeNull();
    expect(problem).toMatchObject({ row: 'activities[0]', recordId: '1', field: 'starts', code });
  });
});

it('an object that is not mapped gives nothing and complains of nothing', () => {
  expect(activityOf(record('calls', {}), mapping)).toEqual({
    activity: null,
    leadRecordIds: {},
    problem: null,
  });
});
