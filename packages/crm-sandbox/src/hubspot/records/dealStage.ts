import type { CheckedValues } from './checkedValues.ts';

/** HubSpot derives from a deal's stage whether it is closed, and won. */
export function closedFlags(values: CheckedValues): CheckedValues {
  const stage = values.get('dealstage');
  if (stage === undefined) return values;
  const won = stage === 'closedwon';
  return new Map([
    ...values,
    ['hs_is_closed', String(won || stage === 'closedlost')],
    ['hs_is_closed_won', String(won)],
  ]);
}
