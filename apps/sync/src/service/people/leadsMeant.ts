import { emailIdentity } from '@tamis/core';
import {
  type LinkedPerson,
  linksOfLeads,
  linksOfRecords,
  linksWithAddress,
} from '../../store/people/links.ts';
import type { Queries } from '../../store/schema.ts';
import { LinkRefused } from './linkRefused.ts';
import type { RecordNames } from './recordNames.ts';

const LEAD_ID = /^\d{1,18}$/;

/** The leads that a word means: the id of a lead, an e-mail address in any spelling, or the name of a record. Throws {@link LinkRefused}. */
export async function leadsMeant(
  queries: Queries,
  workspaceId: string,
  { word, names }: { word: string; names: RecordNames },
): Promise<readonly string[]> {
  const links = await linksMeant(queries, workspaceId, { word: word.trim(), names });
  return [...new Set(links.flatMap(({ leadId }) => leadId ?? []))];
}

async function linksMeant(
  queries: Queries,
  workspaceId: string,
  { word, names }: { word: string; names: RecordNames },
): Promise<readonly LinkedPerson[]> {
  if (LEAD_ID.test(word)) return orRefuse('no-lead', await linksOfLeads(queries, workspaceId, [word]));
  const email = emailIdentity(word);
  if (email !== null) return orRefuse('no-lead', await linksWithAddress(queries, workspaceId, [email.key]));
  return orRefuse('no-record', await linksOfRecords(queries, workspaceId, [names.read(word)]));
}

function orRefuse(code: 'no-lead' | 'no-record', links: readonly LinkedPerson[]): readonly LinkedPerson[] {
  if (links.length === 0) throw new LinkRefused(code);
  return links;
}
