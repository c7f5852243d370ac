import { compileExplainer, type Explainer, type Language, type Stage } from '@tamis/core';
import type { Service } from '../service/service.ts';
import {
  accountsToReconnect,
  type MovedLeads,
  movedLeads,
  type RunTrouble,
  runTroubles,
} from '../store/digestFigures.ts';
import type { DigestWeek } from './digestWeek.ts';

/** Lines of one section; the page shows the rest. */
const SHOWN = 10;
const SALES: readonly Stage[] = ['sql', 'opportunity', 'customer'];
const REJECTED: readonly Stage[] = ['disqualified', 'recycled'];

/** A lead as a digest names it. */
export interface DigestLead {
  readonly id: string;
  /** Empty where the CRM has neither name nor e-mail address. */
  readonly name: string;
  readonly company: string;
  readonly stage: Stage;
  /** Why it stands there, in the reader's language; empty where it has moved on since. */
  readonly why: string;
}

/** Leads of one section: how many, and the first of them by score. */
export interface DigestLeads {
  readonly count: number;
  readonly leads: readonly DigestLead[];
}

/** What a digest tells of one week of a workspace. */
export interface DigestFigures {
  readonly sql: DigestLeads;
  readonly mql: DigestLeads;
  readonly rejected: DigestLeads;
  readonly troubles: readonly RunTrouble[];
  /** Accounts that wait for a person to connect them again. */
  readonly reconnect: readonly string[];
}

/** Reads the figures of a week for a reader. A lead that came back from sales to MQL is no new MQL. */
export async function digestFigures(
  { db, workspace, model }: Pick<Service, 'db' | 'workspace' | 'model'>,
  { from, to }: DigestWeek,
  language: Language,
): Promise<DigestFigures> {
  const span = { from, to, limit: SHOWN };
  const explainer = compileExplainer(model.model, language);
  const moved = async (into: readonly Stage[], besides: readonly Stage[]) =>
    explained(await movedLeads(db, workspace.id, { ...span, into, besides }), explainer);
  return {
    sql: await moved(['sql'], SALES),
    mql: await moved(['mql'], ['mql', 'pql', ...SALES]),
    rejected: await moved(REJECTED, REJECTED),
    troubles: await runTroubles(db, workspace.id, span),
    reconnect: await accountsToReconnect(db, workspace.id),
  };
}

function explained({ count, leads }: MovedLeads, explainer: Explainer): DigestLeads {
  return {
    count,
    leads: leads.map(({ judged, ...lead }) => ({
      ...lead,
      why: judged === null ? '' : explainer.explain(judged).reasons.join(', '),
    })),
  };
}
