import { stageLabel } from '@tamis/core';
import { countByCrms, leadPlaces } from '../../store/people/severalCrms.ts';
import { renderTable } from '../table.ts';
import type { LinksContext } from './linksContext.ts';

const COLUMNS = [
  { heading: 'Lead', align: 'right' },
  { heading: 'Name', most: 40 },
  { heading: 'Stage' },
  { heading: 'CRMs' },
  { heading: 'Records', align: 'right' },
] as const;

/** Leads with the CRMs that hold them, those in most CRMs first, and how many are held by how many CRMs. */
export async function listLinks(
  { context, service, names, output }: LinksContext,
  { several, limit }: { several: boolean; limit: number },
): Promise<void> {
  const workspaceId = service.workspace.id;
  const counts = await countByCrms(service.db, workspaceId);
  const places = await leadPlaces(service.db, workspaceId, { atLeast: several ? 2 : 1, limit });
  const leads = places.map(({ connections, ...lead }) => ({
    ...lead,
    crms: connections.map((id) => names.crm(id)),
  }));
  const cells = leads.map(({ leadId, name, email, stage, crms, records }) => [
    leadId,
    name || email,
    stage === null ? '' : stageLabel(stage, context.environment.language),
    crms.join(', '),
    String(records),
  ]);
  if (leads.length > 0) for (const line of renderTable(COLUMNS, cells)) output.line(line);
  const total = counts.reduce((sum, one) => sum + one.leads, 0);
  output.line(
    [
      `${total} leads`,
      ...counts.map((one) => `${one.leads} in ${one.crms} ${one.crms === 1 ? 'CRM' : 'CRMs'}`),
    ].join(', '),
  );
  if (output.json) output.result({ total, counts, leads });
}
