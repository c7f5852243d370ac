import { leadLines } from '../service/leadLines.ts';
import type { Service } from '../service/service.ts';
import { listConnections } from '../store/connections.ts';
import { WORKED_STAGES } from '../store/evaluations.ts';
import type { CrmLeadLine } from './demoRequest.ts';

const SHOWN = 10;

/** The leads to work first, whichever CRM they are in. */
export async function topOfAll(service: Service): Promise<readonly CrmLeadLine[]> {
  const all: CrmLeadLine[] = [];
  for (const connection of await listConnections(service.db, service.workspace.id)) {
    const lines = await leadLines(service, connection, SHOWN);
    const seen = new Set(all.map(({ leadId }) => leadId));
    all.push(
      ...lines.filter(({ leadId }) => !seen.has(leadId)).map((line) => ({ ...line, crm: connection.vendor })),
    );
  }
  const rank = ({ stage }: CrmLeadLine) => WORKED_STAGES.indexOf(stage);
  return all.toSorted((a, b) => rank(a) - rank(b) || b.score - a.score).slice(0, SHOWN);
}
