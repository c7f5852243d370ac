import type { CrmRecord, TaskDraft } from '@tamis/adapter';
import type { Language, Lead, Verdict } from '@tamis/core';
import { taskWords } from './taskWords.ts';

/** A qualified lead is to be contacted within five minutes: https://hbr.org/2011/03/the-short-life-of-online-sales-leads */
const CONTACT_WITHIN_MS = 5 * 60_000;

/** The record at which sales is told of a lead. */
export interface HandOverPlace {
  readonly connectionId: string;
  readonly record: CrmRecord;
  /** Who owns the record in its CRM. */
  readonly ownerId: string | null;
}

/** Sales is to be told that a lead is theirs. */
export interface HandOver {
  readonly leadId: string;
  readonly connectionId: string;
  /** When the lead became SQL: what was SQL before sales was first told of anything is no news. */
  readonly since: number;
  readonly task: TaskDraft;
}

/** What a hand-over rests on. */
export interface HandOverGrounds extends HandOverPlace {
  readonly lead: Lead;
  readonly verdict: Verdict;
  readonly explanation: { readonly reason: string; readonly nextAction: string };
  readonly language: Language;
  readonly asOf: number;
}

/** The task for the owner of a lead that stands as SQL and may be contacted; `null` for every other lead. */
export function planHandOver(leadId: string, grounds: HandOverGrounds): HandOver | null {
  const { lead, verdict, explanation, record, connectionId, ownerId, language, asOf } = grounds;
  if (verdict.stage !== 'sql' || !verdict.handOver.allowed) return null;
  const { since } = verdict.standing;
  const words = taskWords(language);
  const task = {
    key: `sql:${record.object}:${record.id}:${since}`,
    object: record.object,
    recordId: record.id,
    ownerId,
    title: words.title(nameOf(lead), lead.company.name ?? ''),
    body: [explanation.reason, words.next(explanation.nextAction)].join('\n'),
    dueAt: asOf + CONTACT_WITHIN_MS,
  };
  return { leadId, connectionId, since, task };
}

function nameOf({ person }: Lead): string {
  const name = [person.firstName, person.lastName].filter(Boolean).join(' ');
  return name || (person.email ?? '');
}
