import type { LeadScore, Stage, Verdict } from '@tamis/core';
import type { GeneratedAlways } from 'kysely';
import type { Json } from './columns.ts';

export interface EvaluationTable {
  workspace_id: string;
  lead_id: string;
  model_version: number;
  as_of: number;
  stage: Stage;
  total: number;
  score: Json<LeadScore>;
  verdict: Json<Verdict>;
  reason: string;
}

/**
 * What lists and searches need of an evaluated lead, as the CRM showed it at the evaluation, empty where it has none. Narrow, apart from the
 * wide evaluations, so that a search reads through all of them within milliseconds.
 */
export interface LeadCardTable {
  workspace_id: string;
  lead_id: string;
  stage: Stage;
  total: number;
  grade: string;
  name: string;
  email: string;
  company: string;
  owner: string;
  /** The name without capitals and accents, to sort by. */
  name_key: GeneratedAlways<string>;
  /** Name, e-mail and company without capitals and accents. */
  found_by: GeneratedAlways<string>;
}

export interface ScoreHistoryTable {
  workspace_id: string;
  lead_id: string;
  /** The lead as which the line was written: where two leads became one and part again, each takes its own lines along. */
  origin_lead: string;
  as_of: number;
  model_version: number;
  stage: Stage;
  total: number;
  grade: string;
  reason: string;
}
