import type { Stage } from '@tamis/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyLead, anyStanding, hour, quietLead } from './arbitraries.ts';
import { judge, NOW } from './leads.ts';

describe('laws of qualification', () => {
  test('judged again with the standing it returned, at the same instant, a lead gets the same verdict', () => {
    fc.assert(
      fc.property(anyLead, anyStanding, (lead, standing) => {
        const first = judge(lead, { standing });
        expect(judge(lead, { standing: first.standing })).toEqual(first);
      }),
      { numRuns: 2_000 },
    );
  });

  test('the same inputs give the same verdict, in whatever order the activities come', () => {
    fc.assert(
      fc.property(anyLead, anyStanding, (lead, standing) => {
        const reversed = { ...structuredClone(lead), activities: lead.activities.toReversed() };
        expect(judge(reversed, { standing })).toEqual(judge(lead, { standing }));
      }),
      { numRuns: 1_000 },
    );
  });

  test.each<Stage>(['sql', 'opportunity', 'customer'])(
    'time alone never takes a lead down from %s',
    (stage) => {
      fc.assert(
        fc.property(quietLead, anyStanding, hour(0, 400), (lead, standing, later) => {
          const start = { ...standing, stage, manual: null };
          const now = judge(lead, { standing: start });
          const then = judge(lead, { standing: now.standing, asOf: later });
          expect(RANK.indexOf(then.stage)).toBeGreaterThanOrEqual(RANK.indexOf(stage));
        }),
        { numRuns: 500 },
      );
    },
  );

  test('nobody is handed over whom the law or a gate protects', () => {
    fc.assert(
      fc.property(anyLead, anyStanding, (lead, standing) => {
        const { handOver } = judge(lead, { standing });
        const closed = lead.permission.objected === true || lead.permission.email?.state === 'denied';
        expect(handOver.allowed && (closed || handOver.blockedBy.length > 0)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a verdict never changes in the past', () => {
    fc.assert(
      fc.property(anyLead, anyStanding, (lead, standing) => {
        expect(judge(lead, { standing }).changesAt ?? Number.POSITIVE_INFINITY).toBeGreaterThan(NOW);
      }),
      { numRuns: 1_000 },
    );
  });
});

const RANK: readonly Stage[] = ['raw', 'mql', 'pql', 'sql', 'opportunity', 'customer'];
