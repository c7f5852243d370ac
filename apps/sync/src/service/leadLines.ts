import type { Stage } from '@tamis/core';
import type { Connection } from '../store/connections.ts';
import { topLeads } from '../store/evaluations.ts';
import { scopeOf } from './runConnection.ts';
import type { Service } from './service.ts';

/** One lead in a list for people. */
export interface LeadLine {
  readonly leadId: string;
  readonly name: string;
  readonly company: string;
  readonly stage: Stage;
  /** Whole points. */
  readonly score: number;
  readonly grade: string;
  readonly reason: string;
}

/** The leads to work first, named as the CRM names them. */
export async function leadLines(
  service: Service,
  connection: Connection,
  limit: number,
): Promise<readonly LeadLine[]> {
  const top = await topLeads(service.db, scopeOf(service, connection), limit);
  return top.map(({ leadId, recordId, name, company, stage, total, grade, reason }) => ({
    leadId: String(leadId),
    name: name || `#${recordId}`,
    company,
    stage,
    score: Math.round(total / 100),
    grade,
    reason,
  }));
}
