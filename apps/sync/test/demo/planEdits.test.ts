import type { Stage } from '@tamis/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planEdits } from '../../src/demo/people/planEdits.ts';
import type { SharedLead } from '../../src/store/people/sharedLeads.ts';

const CONNECTIONS = ['7', '8', '9'];

function lead(leadId: string, stage: Stage, connections: readonly string[]): SharedLead {
  const records = connections.map((connectionId) => ({
    connectionId,
    object: 'people',
    id: `${leadId}-${connectionId}`,
    reason: { kind: 'alone', blocked: null } as const,
  }));
  return { leadId, name: leadId, email: `${leadId}@a.example`, stage, records };
}

const crowd = [
  ...['a', 'b'].map((id) => lead(id, 'sql', CONNECTIONS)),
  ...['c', 'd', 'e', 'f', 'g'].map((id) => lead(id, 'mql', CONNECTIONS)),
];

test('people edit on each side, each person in one scene: two answers of sales, a title twice, a phone, an opt-out, an address', () => {
  const told = planEdits(crowd, CONNECTIONS).map(
    ({ kind, leadId, record }) => `${leadId} ${kind} ${record.connectionId}`,
  );
  expect(told).toEqual([
    'a accepted 8',
    'b rejected 8',
    'c job-title 7',
    'd job-title 9',
    'd job-title 7',
    'e phone 9',
    'f opted-out 7',
    'g email 9',
  ]);
});

test('a scene that fits nobody is left out, and settled leads are left alone', () => {
  expect(planEdits([lead('a', 'customer', CONNECTIONS)], CONNECTIONS)).toEqual([]);
  expect(planEdits([lead('a', 'mql', ['7', '8'])], CONNECTIONS).map(({ kind }) => kind)).toEqual([
    'job-title',
  ]);
});

test('nobody gets another address whose double in the same CRM would keep the old one', () => {
  const last = lead('z', 'mql', ['7', '9']);
  const [record] = lead('z', 'mql', ['9']).records;
  const doubled = { ...last, records: [...last.records, ...(record ? [{ ...record, id: 'double' }] : [])] };
  const told = (one: SharedLead) => planEdits([...crowd.slice(0, 6), one], CONNECTIONS).at(-1);
  expect(told(last)).toMatchObject({ kind: 'email', leadId: 'z' });
  expect(told(doubled)?.kind).toBe('opted-out');
});

test('whoever is in whichever CRMs, an edit is made on a record that the lead has there', () => {
  const someLead = fc
    .tuple(fc.constantFrom<Stage>('raw', 'mql', 'sql', 'customer'), fc.subarray(CONNECTIONS))
    .map(([stage, connections]) => ({ stage, connections }));
  fc.assert(
    fc.property(fc.array(someLead, { maxLength: 12 }), (some) => {
      const leads = some.map(({ stage, connections }, index) => lead(`l${index}`, stage, connections));
      const known = new Set(leads.flatMap(({ records }) => records.map(({ id }) => id)));
      for (const { leadId, record } of planEdits(leads, CONNECTIONS)) {
        expect(known).toContain(record.id);
        expect(record.id).toBe(`${leadId}-${record.connectionId}`);
      }
    }),
  );
});
