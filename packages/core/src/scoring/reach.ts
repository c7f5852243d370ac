import { hundredths } from './fieldRules.ts';
import type { ActivityPoints } from './model.ts';

/** Most activities of a rule that can count at one instant; infinite where only decay bounds them. */
export function mostCounted(rule: ActivityPoints): number {
  const { windowDays = Number.POSITIVE_INFINITY, cooldownDays, perWindow } = rule;
  const byCooldown =
    cooldownDays === undefined ? Number.POSITIVE_INFINITY : Math.ceil(windowDays / cooldownDays);
  const bySpan =
    perWindow === undefined
      ? Number.POSITIVE_INFINITY
      : perWindow.times * Math.ceil(windowDays / perWindow.days);
  return Math.min(byCooldown, bySpan);
}

/** Most hundredths that activities can give a rule however often they happen, decay included; infinite where nothing bounds them. */
export function mostPoints(rule: ActivityPoints): number {
  const worth = Math.abs(hundredths(rule.points));
  const counted = Math.floor(Math.min(mostCounted(rule), steadyState(rule)) / (rule.count ?? 1));
  return Math.min(counted * worth, rule.cap === undefined ? Number.POSITIVE_INFINITY : hundredths(rule.cap));
}

/** What activities as frequent as the limits allow weigh together when each fades: a geometric series. */
function steadyState({ perWindow, cooldownDays, halfLifeDays }: ActivityPoints): number {
  if (halfLifeDays === undefined) return Number.POSITIVE_INFINITY;
  const series = (times: number, days: number) => times / (1 - 0.5 ** (days / halfLifeDays));
  const bySpan = perWindow === undefined ? Number.POSITIVE_INFINITY : series(perWindow.times, perWindow.days);
  const byCooldown = cooldownDays === undefined ? Number.POSITIVE_INFINITY : series(1, cooldownDays);
  return Math.ceil(Math.min(bySpan, byCooldown));
}
