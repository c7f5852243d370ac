import type { FieldRow } from '@tamis/adapter';

/**
 * Pipedrive's own words for how far a person or a lead has come: labels, here those that every company begins with, by the names that
 * people see (https://support.pipedrive.com/en/article/labels). A label that was renamed is no option any more, and the row says so.
 */
export const NATIVE_STAGES: readonly FieldRow[] = [
  target('persons', ['Cold lead', 'Warm lead', 'Hot lead'], ['Customer']),
  target('leads', ['Cold', 'Warm', 'Hot']),
];

/** The labels that stand for raw, MQL and SQL, and those behind them for customers. */
function target(
  object: string,
  [raw, mql, sql]: readonly [string, string, string],
  [customer] = [] as readonly string[],
): FieldRow {
  const won = customer === undefined ? {} : { [customer]: 'customer' };
  return {
    lead: 'verdict.stage',
    direction: 'push',
    object,
    field: 'label_ids',
    write: 'forward-only',
    transform: {
      values: { [raw]: 'raw', [mql]: 'mql', [sql]: 'sql', ...won },
      order: [raw, mql, sql, ...Object.keys(won)],
    },
  };
}
