import { stageLabel } from '@tamis/core';
import { leadsMeant } from '../../service/people/leadsMeant.ts';
import { type LinkedLine, linkedRecords } from '../../service/people/linkedRecords.ts';
import { evaluatedLead } from '../../store/leadDetail.ts';
import { renderTable } from '../table.ts';
import type { LinksContext } from './linksContext.ts';

const COLUMNS = [
  { heading: 'CRM' },
  { heading: 'Object' },
  { heading: 'Id' },
  { heading: 'Why' },
  { heading: 'By hand' },
];

/** The leads that a word means, each with its records and why they are linked. */
export async function showLinks(links: LinksContext, word: string): Promise<void> {
  const { service, names, output } = links;
  const leadIds = await leadsMeant(service.db, service.workspace.id, { word, names });
  const leads = await Promise.all(leadIds.map((leadId) => leadOf(links, leadId)));
  for (const { leadId, name, stage, records } of leads) {
    const standing = stage === null ? '' : stageLabel(stage, links.context.environment.language);
    output.line(`Lead ${leadId}: ${[name, standing].filter(Boolean).join(', ') || 'not evaluated yet'}`);
    for (const line of renderTable(COLUMNS, records.map(cells))) output.line(`  ${line}`);
  }
  if (output.json) output.result({ leads });
}

async function leadOf({ context, service, names }: LinksContext, leadId: string) {
  const { language } = context.environment;
  const key = { workspaceId: service.workspace.id, leadId };
  const evaluated = await evaluatedLead(service.db, key);
  const records = await linkedRecords(service.db, { ...key, names, language });
  return {
    leadId,
    name: evaluated?.name ?? '',
    email: evaluated?.email ?? '',
    stage: evaluated?.verdict.stage ?? null,
    records: records.map(({ ref, connectionId, object, recordId, goneAt, link }: LinkedLine) => ({
      record: names.write(ref),
      crm: names.crm(connectionId),
      object,
      id: recordId,
      gone: goneAt !== null,
      link,
    })),
  };
}

type ShownRecord = Awaited<ReturnType<typeof leadOf>>['records'][number];

function cells({ crm, object, id, link }: ShownRecord): readonly string[] {
  return [crm, object, id, link.text, link.byHand === null ? '' : link.byHand.by];
}
