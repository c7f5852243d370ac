import type { Language } from '@tamis/core';
import { type RecordOfLead, recordsOfLead } from '../../store/leadDetail.ts';
import type { HandLink } from '../../store/people/linkReason.ts';
import { type LinkedPerson, linksOfLeads, refOf } from '../../store/people/links.ts';
import type { Queries } from '../../store/schema.ts';
import { type ExplainedLink, linkText } from './linkWords.ts';
import type { RecordNames } from './recordNames.ts';

/** Why a record shows its lead, as data and in words. */
export interface LinkLine {
  readonly kind: LinkedPerson['reason']['kind'];
  readonly text: string;
  readonly byHand: HandLink | null;
}

/** A record of a lead, by its name (`refOf`), with its link. */
export interface LinkedLine extends RecordOfLead {
  readonly ref: string;
  readonly link: LinkLine;
}

/** Whose lead, and in which language its links are explained. */
export interface LinksAsked {
  readonly workspaceId: string;
  readonly leadId: string;
  readonly names: RecordNames;
  readonly language: Language;
}

/** The records of a lead, gone ones included, each with why it is linked. */
export async function linkedRecords(
  queries: Queries,
  { workspaceId, leadId, names, language }: LinksAsked,
): Promise<readonly LinkedLine[]> {
  const records = await recordsOfLead(queries, { workspaceId, leadId });
  const links = await linksOfLeads(queries, workspaceId, [leadId]);
  const byRef = new Map(links.map((link) => [link.ref, link]));
  return records.flatMap((record) => {
    const ref = refOf({ ...record, id: record.recordId });
    const link = byRef.get(ref);
    if (link === undefined) return [];
    const text = linkText(explained(link, record, byRef), { language, record: (one) => names.say(one) });
    return [{ ...record, ref, link: { kind: link.reason.kind, text, byHand: link.byHand } }];
  });
}

function explained(
  { reason, byHand, emailKey, roleAddress, ref }: LinkedPerson,
  { convertedInto, mergedInto }: RecordOfLead,
  byRef: ReadonlyMap<string, LinkedPerson>,
): ExplainedLink {
  const other = reason.kind === 'by-hand' ? byRef.get(reason.with) : undefined;
  return {
    reason,
    byHand,
    othersHand: other?.byHand?.with === ref ? other.byHand : null,
    address: emailKey === null ? 'none' : roleAddress ? 'role' : 'own',
    became: convertedInto !== null ? 'converted' : mergedInto !== null ? 'merged' : null,
  };
}
