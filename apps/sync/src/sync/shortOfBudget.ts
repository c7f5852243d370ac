import type { AccountUsage } from '@tamis/adapter';

/** The part of a day that is kept for writes that people act on. */
const KEPT_FOR_CROSSINGS = 0.2;

/** What a connection may use of a day, and what of that is left, in the vendor's unit. */
export interface BudgetLeft {
  readonly units: number;
  readonly left: number;
}

/** Whether so little is left, of ours or of the whole account's day, that moved points should wait until every crossing has been sent. */
export function isShortOfBudget(ours: BudgetLeft, account: AccountUsage | null): boolean {
  const isShort = ({ left, units }: BudgetLeft) => left < KEPT_FOR_CROSSINGS * units;
  return (
    isShort(ours) ||
    (account !== null && isShort({ units: account.limit, left: account.limit - account.used }))
  );
}
