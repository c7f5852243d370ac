import type { CrmRecord, TaskDraft } from '@tamis/adapter';
import type { Language, Lead, Verdict } from '@tamis/core';
import { taskWords } from './taskWords.ts';

/** A qualified lead is to be contacted within five minutes: https://hbr.org/2011/03/the-short-life-of-online-sales-leads */
const CONTACT_WITHIN_MS = 5 * 60_000;

/** Sales is to be told that a lead is theirs. */
export interface HandOver {
  readonly leadId: string;
  /** When the lead became SQL: what was SQL before sales was first told of anything is no news. */
  readonly since: number;
  readonly task: TaskDraft;
}

/** What a hand-over rests on. */
export interface HandOverGrounds {
  readonly lead: Lead;
  readonly verdict: Verdict;
  readonly explanation: { readonly reason: string; readonly nextAction: string };
  /** The lead's record in the CRM; `undefined` where it has none. */
  readonly record: CrmRecord | undefined;
  readonly language: Language;
  readonly asOf: number;
}

/** The task for the owner of a lead that stands as SQL and may be contacted; `null` for every other lead. */
export function planHandOver(leadId: string, grounds: HandOverGrounds): HandOver | null {
  const { lead, verdict, explanation, record, language, asOf } = grounds;
  if (record === undefined || verdict.stage !== 'sql' || !verdict.handOver.allowed) return null;
  const { since } = verdict.standing;
  const words = taskWords(language);
  const task = {
    key: `sql:${record.object}:${record.id}:${since}`,
    object: record.object,
    recordId: record.id,
    ownerId: lead.owner.id ?? null,
    title: words.title(nameOf(lead), lead.company.name ?? ''),
    body: [explanation.reason, words.next(explanation.nextAction)].join('\n'),
    dueAt: asOf + CONTACT_WITHIN_MS,
  };
  return { leadId, since, task };
}

function nameOf({ person }: Lead): string {
  const name = [person.firstName, person.lastName].filter(Boolean).join(' ');
  return name || (person.email ?? '');
}
