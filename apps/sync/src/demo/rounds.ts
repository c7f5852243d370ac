import { sharedLeads } from '../store/people/sharedLeads.ts';
import type { DemoRun } from './demoRequest.ts';
import { mapTwoWay } from './mapTwoWay.ts';
import { makeEdits } from './people/makeEdits.ts';
import { type Edited, peopleEnds } from './people/peopleEnds.ts';
import type { PeopleEnds } from './people/personEnd.ts';
import { planEdits } from './people/planEdits.ts';
import type { ConnectedCrm, DemoParts } from './runOnce.ts';
import { runRound } from './runRound.ts';

/** The rounds of a demo, and where people ended. */
interface Played {
  readonly rounds: readonly (readonly DemoRun[])[];
  readonly people: PeopleEnds | null;
}

/** Everything is read, scored and written; the second round, with the same `asOf`, finds nothing to do. */
export async function twoRounds(parts: DemoParts, crms: readonly ConnectedCrm[]): Promise<Played> {
  return { rounds: [await play(parts, crms, 1), await play(parts, crms, 2)], people: null };
}

/** Between the first two rounds people edit records of those who are in several CRMs; the third one finds nothing to do. */
export async function threeRounds(parts: DemoParts, crms: readonly ConnectedCrm[]): Promise<Played> {
  await Promise.all(crms.map((crm) => mapTwoWay(parts, crm)));
  const first = await play(parts, crms, 1);
  const edited = await editPeople(parts, crms);
  const later = { ...parts, asOf: parts.request.now() };
  const rounds = [first, await play(later, crms, 2), await play(later, crms, 3)];
  return { rounds, people: await peopleEnds(later, crms, edited) };
}

async function play(
  parts: DemoParts,
  crms: readonly ConnectedCrm[],
  round: number,
): Promise<readonly DemoRun[]> {
  const runs = await runRound(parts, crms, round);
  parts.request.ran(runs);
  return runs;
}

async function editPeople(
  { service, request, sandboxes }: DemoParts,
  crms: readonly ConnectedCrm[],
): Promise<Edited> {
  const leads = await sharedLeads(service.db, service.workspace.id, 2);
  const edits = planEdits(
    leads,
    crms.map(({ connectionId }) => connectionId),
  );
  const byConnection = new Map(
    crms.flatMap(({ crm, connectionId }) => {
      const ready = sandboxes.get(crm);
      return ready === undefined ? [] : [[connectionId, ready] as const];
    }),
  );
  await makeEdits(edits, { sandboxes: byConnection, signal: request.signal });
  request.say(`\n${edits.length} edits in the CRMs, on people who are in two or more of them.`);
  return { edits, before: new Map(leads.map((lead) => [lead.leadId, lead])) };
}
