import type { ModelNumber } from '@tamis/api';
import type { Say } from '../words/words.ts';
import type { qualificationWords } from './words.ts';

/** Groups in the order in which people agree on them. */
export const GROUPS = ['thresholds', 'fit', 'engagement', 'negative', 'caps', 'bands'] as const;

const KEYS = ['points', 'cap', 'halfLifeDays', 'enter', 'exitMargin', 'dwellDays'] as const;

/** What a number is called. */
export function numberLabel({ id, label }: ModelNumber, say: Say<typeof qualificationWords>): string {
  const parts = id.split('/');
  const last = parts.at(-1) ?? '';
  if (parts[0] === 'caps' && (last === 'fit' || last === 'engagement' || last === 'total'))
    return say(`qualification.cap.${last}`);
  if (parts[0] === 'grades')
    return say(parts[1] === 'fit' ? 'qualification.grade.fit' : 'qualification.grade.engagement', {
      letter: last,
    });
  if (parts[2] === 'bands') return say('qualification.key.band', { label, band: Number(parts[3]) + 1 });
  const key = KEYS.find((one) => one === last);
  return say(key === undefined ? 'qualification.key.other' : `qualification.key.${key}`, { label });
}

/** Numbers whose value was changed from the published one. */
export function changedNumbers(
  numbers: readonly ModelNumber[],
  edits: Readonly<Record<string, number>>,
): readonly { readonly id: string; readonly value: number }[] {
  return numbers
    .map(({ id, value, published }) => ({ id, value: edits[id] ?? value, published }))
    .filter(({ value, published }) => value !== published)
    .map(({ id, value }) => ({ id, value }));
}
