import { stageLabel } from '@tamis/core';
import { leadPlaces } from '../../store/people/leadPlaces.ts';
import { type LeadReach, leadReach } from '../../store/people/leadReach.ts';
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
  const counts = byCrms(await leadReach(service.db, workspaceId));
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

/** How many leads are in so many CRMs, the fewest first. */
function byCrms(reach: readonly LeadReach[]): readonly Omit<LeadReach, 'stage'>[] {
  const counts = new Map<number, number>();
  for (const { crms, leads } of reach) counts.set(crms, (counts.get(crms) ?? 0) + leads);
  return [...counts].map(([crms, leads]) => ({ crms, leads })).sort((one, other) => one.crms - other.crms);
}
