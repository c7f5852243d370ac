import type { Answer, routes } from '@tamis/api';
import { type Language, stageLabel } from '@tamis/core';
import { eventText, pastStageText } from '../service/people/eventWords.ts';
import type { RecordNames } from '../service/people/recordNames.ts';
import type { HistoryLine, HistoryPosition } from '../store/leadHistory.ts';
import { ProblemError } from './problemError.ts';

type ShownLine = Answer<(typeof routes)['readLeadHistory']>['items'][number];

/** A line of a lead's history in the reader's language. */
export function historyLine(
  { line, ...position }: HistoryLine,
  { names, language }: { names: RecordNames; language: Language },
): ShownLine {
  const place = { id: writePosition(position), at: position.at };
  if (line.kind === 'evaluation') return { ...line, ...place, total: line.total / 100 };
  if (line.kind === 'event') {
    const text = eventText(line.event, { language, record: (ref) => names.say(ref) });
    return { ...place, kind: 'event', event: line.event.kind, text };
  }
  const { connectionId, field, word, stage } = line;
  const said = { crm: names.crm(connectionId), field, word, stage: stageLabel(stage, language) };
  return { ...place, kind: 'past-stage', stage, text: pastStageText(said, language) };
}

/** The cursor behind a line. */
function writePosition({ at, rank, key }: HistoryPosition): string {
  return Buffer.from(JSON.stringify([at, rank, key])).toString('base64url');
}

/** The place that a cursor means. Throws `invalid`. */
export function readPosition(cursor: string): HistoryPosition {
  const [at, rank, key] = partsOf(cursor);
  if (typeof at === 'number' && typeof rank === 'number' && typeof key === 'string') return { at, rank, key };
  throw new ProblemError('invalid', 'This is no cursor of ours. Begin with the first page.', {
    code: 'cursor',
  });
}

function partsOf(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
