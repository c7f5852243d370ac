import type { Stage } from '@tamis/core';
import { assemble, parseMapping } from '@tamis/mapping';
import type { Connection } from '../store/connections.ts';
import { evaluationInputs } from '../store/evaluationInputs.ts';
import { topLeads } from '../store/evaluations.ts';
import { scopeOf } from './runConnection.ts';
import type { Service } from './service.ts';

/** One lead in a list for people. */
export interface LeadLine {
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
  const scope = scopeOf(service, connection);
  const mapping = parseMapping(connection.mapping);
  return service.db.transaction().execute(async (queries) => {
    const top = await topLeads(queries, scope, limit);
    const inputs = await evaluationInputs(queries, scope, {
      leadIds: top.map(({ leadId }) => String(leadId)),
      lock: false,
    });
    return top.map(({ leadId, recordId, stage, total, grade, reason }) => {
      const input = inputs.find((one) => one.leadId === String(leadId));
      const side = {
        connectionId: connection.id,
        mapping,
        records: (input?.linked ?? []).map(({ record }) => ({
          ...record,
          changed: {},
          baselineAt: record.modifiedAt,
        })),
        companies: [...(input?.related.values() ?? [])].flat(),
        deals: [],
        activities: [],
      };
      const { lead } = assemble({ leadId: String(leadId), sides: [side], manual: [], asOf: 0 });
      const { firstName, lastName, email } = lead.person;
      const name = [firstName, lastName].filter(Boolean).join(' ') || email || `#${recordId}`;
      return { name, company: lead.company.name ?? '', stage, score: Math.round(total / 100), grade, reason };
    });
  });
}
