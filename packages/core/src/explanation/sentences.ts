import { noteworthy } from '../qualification/noteworthy.ts';
import type { Stage, Verdict } from '../qualification/verdict.ts';
import type { Contribution, LeadScore } from '../scoring/score.ts';
import { blockText, criterionText, stageReasonTexts, type Words } from './reasonText.ts';

/** A heading with what it introduces, for instance `Action : appeler sans attendre`. */
export interface Sentence {
  readonly heading: string;
  readonly items: readonly string[];
}

/** What is judged. */
export interface Judged {
  readonly score: LeadScore;
  readonly verdict: Verdict;
}

/** Most items of one kind that a short text names. */
const MOST_ITEMS = 3;

/** Stages at which a hand-over is ahead, so that what stops it is worth saying. */
const BEFORE_HAND_OVER: ReadonlySet<Stage> = new Set(['raw', 'mql', 'pql', 'sql', 'recycled']);

/** The stage, and why. */
export function stageSentence({ verdict }: Judged, words: Words): Sentence {
  const hot = verdict.hot ? [words.messages.headings.hot] : [];
  const items = [...hot, ...stageReasonTexts(verdict, words)];
  return { heading: words.messages.stages[verdict.stage], items };
}

/** What behaviour and fit speak for the lead, and what speaks against it: the weightiest rules of the model first. */
export function strengthSentences({ score }: Judged, words: Words): readonly Sentence[] {
  const points = noteworthy(score);
  return (['engagement', 'fit', 'negative'] as const).flatMap((group) =>
    sentence(words.messages.groups[group], weightiest(points, group, words)),
  );
}

/** What stops a hand-over that is still ahead. */
export function blockSentences({ verdict }: Judged, words: Words): readonly Sentence[] {
  if (!BEFORE_HAND_OVER.has(verdict.stage)) return [];
  const blocks = verdict.handOver.blockedBy.map((block) => blockText(block, words));
  return sentence(words.messages.headings.blocked, [...new Set(blocks)]);
}

/** The open letters of BANT, where they would settle it. */
export function askSentences({ verdict }: Judged, { messages }: Words): readonly Sentence[] {
  if (!BEFORE_HAND_OVER.has(verdict.stage)) return [];
  const open = verdict.frameworks
    .filter((framework) => !framework.qualified)
    .flatMap((framework) => framework.criteria.filter((criterion) => criterion.state === 'unknown'));
  return sentence(
    messages.headings.ask,
    open.map((criterion) => criterionText(criterion.id, messages)),
  );
}

/** What to do next. */
export function actionSentence({ verdict }: Judged, { messages }: Words): Sentence {
  return { heading: messages.headings.action, items: [messages.actions[verdict.nextAction]] };
}

function weightiest(
  points: readonly Contribution[],
  group: Contribution['group'],
  { labels }: Words,
): readonly string[] {
  const ids = points.filter((one) => one.group === group).map((one) => one.rule);
  const ordered = [...ids].sort((left, right) => labels.weightOf(right) - labels.weightOf(left));
  return ordered.slice(0, MOST_ITEMS).map(labels.of);
}

function sentence(heading: string, items: readonly string[]): readonly Sentence[] {
  return items.length === 0 ? [] : [{ heading, items }];
}
