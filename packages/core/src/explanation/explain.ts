import type { Criterion, FrameworkResult, Verdict } from '../qualification/verdict.ts';
import type { ScoringModel } from '../scoring/model.ts';
import type { Contribution } from '../scoring/score.ts';
import { messagesOf } from './catalogue.ts';
import { evidenceText, pointsText, totalText } from './evidenceText.ts';
import { fieldLabel } from './fieldLabels.ts';
import { fill } from './fill.ts';
import { modelLabels } from './labels.ts';
import type { Language } from './messages.ts';
import { blockText, criterionText, questionText, stageReasonTexts, type Words } from './reasonText.ts';
import type { Judged } from './sentences.ts';
import { writtenText } from './writtenText.ts';

/** One rule's part in the score. */
export interface ContributionLine {
  readonly rule: string;
  readonly group: Contribution['group'];
  readonly label: string;
  /** Signed, in the language's way of writing numbers, for instance `+9,33`. */
  readonly points: string;
  /** What it rests on; empty where nothing is known. */
  readonly evidence: string;
}

/** One letter of a framework. */
export interface CriterionLine {
  readonly id: string;
  readonly label: string;
  readonly state: Criterion['state'];
  readonly stateLabel: string;
  readonly evidence: readonly string[];
  /** The next question to ask; `null` where the answer is known. */
  readonly question: string | null;
}

/** One framework. */
export interface FrameworkLine {
  readonly framework: FrameworkResult['framework'];
  readonly qualified: boolean;
  /** For instance `3 sur 4`. */
  readonly summary: string;
  readonly criteria: readonly CriterionLine[];
}

/** A score and its verdict in words, for a page or a terminal. */
export interface Explanation {
  /** What is written into the CRM: at most 255 UTF-16 units, without figures that fade. */
  readonly written: string;
  readonly stage: string;
  readonly reasons: readonly string[];
  readonly nextAction: string;
  readonly blockedBy: readonly string[];
  /** For instance `79,29`. */
  readonly total: string;
  /** In the model's order; their points add up exactly to the total. */
  readonly contributions: readonly ContributionLine[];
  readonly frameworks: readonly FrameworkLine[];
  /** Fields worth asking for, most useful first. */
  readonly missing: readonly { readonly field: string; readonly label: string }[];
}

/** Explains scores and verdicts of one model in one language. */
export interface Explainer {
  /** Only the text for the CRM: at most 255 UTF-16 units, the same until something written changes. */
  readonly written: (judged: Judged) => string;
  readonly explain: (judged: Judged) => Explanation;
}

/** Prepares the explanations of a model in a language. */
export function compileExplainer(model: ScoringModel, language: Language): Explainer {
  const words: Words = { messages: messagesOf(language), labels: modelLabels(model, language) };
  return {
    written: (judged) => writtenText(judged, words),
    explain: (judged) => explanation(judged, words, language),
  };
}

/** Explains one score and verdict; {@link compileExplainer} is the choice for many. */
export function explain(
  judged: Judged,
  { model, language }: { model: ScoringModel; language: Language },
): Explanation {
  return compileExplainer(model, language).explain(judged);
}

function explanation(judged: Judged, words: Words, language: Language): Explanation {
  const { score, verdict } = judged;
  const { messages } = words;
  return {
    written: writtenText(judged, words),
    stage: messages.stages[verdict.stage],
    reasons: stageReasonTexts(verdict, words),
    nextAction: messages.actions[verdict.nextAction],
    blockedBy: verdict.handOver.blockedBy.map((block) => blockText(block, words)),
    total: totalText(score.total, messages),
    contributions: score.contributions.map((one) => contributionLine(one, words, language)),
    frameworks: verdict.frameworks.map((one) => frameworkLine(one, words, language)),
    missing: missingLines(verdict, language),
  };
}

function contributionLine(
  one: Contribution,
  { messages, labels }: Words,
  language: Language,
): ContributionLine {
  return {
    rule: one.rule,
    group: one.group,
    label: labels.of(one.rule),
    points: pointsText(one.points, messages),
    evidence: evidenceText(one.evidence, language, messages),
  };
}

function frameworkLine(result: FrameworkResult, { messages }: Words, language: Language): FrameworkLine {
  return {
    framework: result.framework,
    qualified: result.qualified,
    summary: fill(messages.outOf, String(result.met), String(result.criteria.length)),
    criteria: result.criteria.map(({ id, state, evidence, question }) => ({
      id,
      label: criterionText(id, messages),
      state,
      stateLabel: messages.states[state],
      evidence: evidence.map((one) => evidenceText(one, language, messages)).filter((text) => text !== ''),
      question: question === null ? null : questionText(question, messages),
    })),
  };
}

function missingLines(verdict: Verdict, language: Language): Explanation['missing'] {
  return verdict.missing.map((field) => ({ field, label: fieldLabel(field, language) }));
}
