import { BANT_IDS, type BantId } from '../qualification/policy.ts';
import type { StageReason, Verdict } from '../qualification/verdict.ts';
import { fill } from './fill.ts';
import { oneLine } from './fitText.ts';
import type { ModelLabels } from './labels.ts';
import type { Messages } from './messages.ts';

/** Everything the words of an explanation come from. */
export interface Words {
  readonly messages: Messages;
  readonly labels: ModelLabels;
}

/** Why the lead stands where it stands, strongest first. */
export function stageReasonTexts(verdict: Verdict, words: Words): readonly string[] {
  const own = verdict.reasons.filter((reason) => reason.stage === verdict.stage);
  return [...new Set(own.map((reason) => reasonText(reason, words)))];
}

/** One reason in words. */
function reasonText(reason: StageReason, words: Words): string {
  const template = words.messages.reasons[reason.code];
  switch (reason.code) {
    case 'fast-lane':
      return fill(template, reason.refs.map(words.labels.of).join(', '));
    case 'gate':
      return fill(template, reason.refs.map((gate) => blockText(gate, words)).join(', '));
    case 'bant':
      return fill(template, reason.refs.map((id) => criterionText(id, words.messages)).join(', '));
    case 'manual':
    case 'rejected-by-sales':
      return withOwnWords(template, reason);
    default:
      return template;
  }
}

/** What stops a hand-over, in words: fixed for the law, the model's own label for a gate. */
export function blockText(block: string, { messages, labels }: Words): string {
  const fixed: Readonly<Record<string, string>> = messages.blocks;
  return Object.hasOwn(fixed, block) ? (fixed[block] ?? block) : labels.of(block);
}

/** A letter of BANT in words. */
export function criterionText(id: string, messages: Messages): string {
  return isBantId(id) ? messages.criteria[id] : id;
}

/** The next question to ask for a letter of BANT. */
export function questionText(key: string, messages: Messages): string {
  return isBantId(key) ? messages.questions[key] : key;
}

function isBantId(id: string): id is BantId {
  return BANT_IDS.some((known) => known === id);
}

/** A person's own words; without any, what stands before the colon. */
function withOwnWords(template: string, reason: StageReason): string {
  const own = oneLine(String(reason.evidence[0]?.value ?? ''));
  return own === '' ? template.slice(0, template.search(/\s?:/u)) : fill(template, own);
}
