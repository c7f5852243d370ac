import { fitText, oneLine, WRITTEN_LENGTH } from './fitText.ts';
import type { Words } from './reasonText.ts';
import {
  actionSentence,
  askSentences,
  blockSentences,
  type Judged,
  type Sentence,
  stageSentence,
  strengthSentences,
} from './sentences.ts';

/**
 * The reason that is written into the CRM: stage, why, what speaks for and against the lead, what blocks, what to ask, what to do next.
 * No figure in it fades, so that it stays the same until something written changes (`changesAt`). Where it would be too long, what
 * to ask and the lighter points are left out first; stage, block and action always stay.
 */
export function writtenText(judged: Judged, words: Words): string {
  const head = stageSentence(judged, words);
  const end = [...blockSentences(judged, words), actionSentence(judged, words)];
  const room = WRITTEN_LENGTH - render([head, ...end], words).length;
  if (room < 0) return clipped(head, end, words);
  const optional = [...strengthSentences(judged, words), ...askSentences(judged, words)];
  return render([head, ...chosen(unsaid(optional, head), room, words), ...end], words);
}

/** What the head says already is not said again. */
function unsaid(sentences: readonly Sentence[], head: Sentence): readonly Sentence[] {
  return sentences
    .map(({ heading, items }) => ({ heading, items: items.filter((item) => !head.items.includes(item)) }))
    .filter(({ items }) => items.length > 0);
}

/** As much as there is room for, in order. */
function chosen(sentences: readonly Sentence[], room: number, words: Words): readonly Sentence[] {
  const kept: Sentence[] = [];
  let left = room;
  for (const { heading, items } of sentences) {
    const count =
      items.findLastIndex((_, last) => size({ heading, items: items.slice(0, last + 1) }, words) <= left) + 1;
    if (count === 0) continue;
    const shortened = { heading, items: items.slice(0, count) };
    kept.push(shortened);
    left -= size(shortened, words);
  }
  return kept;
}

/** With the blank before it. */
function size(sentence: Sentence, words: Words): number {
  return render([sentence], words).length + 1;
}

/** The beginning gives way to the end, which says what blocks and what to do. */
function clipped(head: Sentence, end: readonly Sentence[], words: Words): string {
  const closing = fitText(render(end, words), WRITTEN_LENGTH);
  const opening = fitText(render([head], words), WRITTEN_LENGTH - closing.length - 1);
  return opening === '' ? closing : `${opening} ${closing}`;
}

function render(sentences: readonly Sentence[], { messages }: Words): string {
  const texts = sentences.map(({ heading, items }) =>
    items.length === 0 ? `${heading}.` : `${heading}${messages.colon}${items.join(', ')}.`,
  );
  return oneLine(texts.join(' '));
}
