import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { compile, type Lead, type LeadScore } from '@tamis/core';
import { scoreByHand } from './handWritten.ts';
import { jsonLogicTotal } from './jsonLogic.ts';
import { jsonRulesTotal } from './jsonRules.ts';
import { AS_OF, makeLeads } from './leads.ts';
import { DATA, MODEL } from './model.ts';
import { race } from './rounds.ts';

const LEADS = 20_000;
const ACTIVITIES = 30;
const SEED = 42;
const ROUNDS = 9;
const RULES = MODEL.fit.length + MODEL.engagement.length + MODEL.negatives.length;
/** How many of the leads the slow engine goes through. */
const FEW = 200;

type Total = (lead: Lead, asOf: number) => number | Promise<number>;

/**
 * Leads per second under one model of 25 rules, contributions included, beside a function written by hand for the same model. The
 * JSON engines judge the field rules and add up; activities are tallied for them by hand, and they give no reasons. Results are
 * compared lead by lead before anything is timed.
 */
export async function run(): Promise<object> {
  const leads = makeLeads(LEADS, ACTIVITIES, SEED);
  const few = leads.slice(0, FEW);
  const { score } = compile(MODEL, DATA);
  for (const lead of leads) deepStrictEqual(score(lead, AS_OF), scoreByHand(lead, AS_OF));
  await assertTotals(leads, score, jsonLogicTotal);
  await assertTotals(few, score, jsonRulesTotal);
  const leadsPerSecond = await race(
    [
      { name: 'tamis', leads: LEADS, run: () => drain(leads, score) },
      { name: 'handWritten', leads: LEADS, run: () => drain(leads, scoreByHand) },
      { name: 'jsonLogicEngine', leads: LEADS, run: () => drain(leads, jsonLogicTotal) },
      { name: 'jsonRulesEngine', leads: FEW, run: () => drainInTurn(few, jsonRulesTotal) },
    ],
    ROUNDS,
  );
  const { tamis = 0, handWritten = 1 } = leadsPerSecond;
  const timedLeads = { tamis: LEADS, handWritten: LEADS, jsonLogicEngine: LEADS, jsonRulesEngine: FEW };
  return {
    ratioToHandWritten: Math.round((1_000 * tamis) / handWritten) / 1_000,
    leadsPerSecond,
    workload: { leads: LEADS, activities: ACTIVITIES, rules: RULES, rounds: ROUNDS, seed: SEED, timedLeads },
  };
}

async function assertTotals(leads: readonly Lead[], score: Scoring, totalOf: Total): Promise<void> {
  for (const lead of leads) strictEqual(await totalOf(lead, AS_OF), score(lead, AS_OF).total, lead.id);
}

type Scoring = (lead: Lead, asOf: number) => LeadScore;

function drain(leads: readonly Lead[], work: (lead: Lead, asOf: number) => unknown): void {
  for (const lead of leads) work(lead, AS_OF);
}

async function drainInTurn(leads: readonly Lead[], work: Total): Promise<void> {
  for (const lead of leads) await work(lead, AS_OF);
}
