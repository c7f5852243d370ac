import type { FieldValue } from '@tamis/adapter';
import { DEFAULT_DELIMITER } from './coerce.ts';
import type { PushedRow } from './mapping.ts';

/** The ranks of a row that moves one label among those that people gave; `null` for a row whose field holds one value. */
export function labelRanks({ rule, crmType }: PushedRow): ReadonlyMap<string, number> | null {
  return rule.kind === 'forward-only' && crmType === 'multi-enumeration' ? rule.ranks : null;
}

function labelsOf(value: FieldValue | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  const list = typeof value === 'object' ? value : String(value).split(DEFAULT_DELIMITER);
  return list.map((label) => label.trim()).filter((label) => label !== '');
}

/** The highest ranked label of a list; `null` where it has none, `undefined` where the list was not read. */
export function highestLabel(
  ranks: ReadonlyMap<string, number>,
  value: FieldValue | undefined,
): FieldValue | undefined {
  if (value === undefined) return undefined;
  const ranked = labelsOf(value).filter((label) => ranks.has(label));
  const rank = (label: string) => ranks.get(label) ?? 0;
  return ranked.toSorted((a, b) => rank(b) - rank(a))[0] ?? null;
}

/** The list with one ranked label, the new one, behind the labels that people gave. */
export function withLabel(
  ranks: ReadonlyMap<string, number>,
  value: FieldValue | undefined,
  label: FieldValue,
): FieldValue {
  const others = labelsOf(value).filter((one) => !ranks.has(one));
  return [...others, ...labelsOf(label)].join(DEFAULT_DELIMITER);
}
