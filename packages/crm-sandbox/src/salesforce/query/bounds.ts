import { shortId } from '../ids.ts';
import { instantOf } from '../time.ts';
import type { Comparison, Condition } from './soql.ts';
import type { Bounds } from './view.ts';

const OPEN: Bounds = { stampFrom: Number.NEGATIVE_INFINITY, stampTo: Number.POSITIVE_INFINITY, idFrom: null };

/** The narrowest bounds outside of which the condition cannot hold. */
export function boundsOf(condition: Condition | null): Bounds {
  if (condition === null || condition.kind === 'not') return OPEN;
  if (condition.kind === 'comparison') return boundsOfOne(condition);
  const parts = condition.parts.map(boundsOf);
  return parts.reduce(condition.kind === 'all' ? narrower : wider);
}

function boundsOfOne({ field, operator, values: [value] }: Comparison): Bounds {
  const name = field.name.toLowerCase();
  const above = operator === '=' || operator === '>' || operator === '>=';
  if (name === 'id' && above && value?.kind === 'text') return { ...OPEN, idFrom: shortId(value.text) };
  // LastModifiedDate is never later than SystemModstamp: it bounds it from below only.
  if (name !== 'systemmodstamp' && name !== 'lastmodifieddate') return OPEN;
  const at = value?.kind === 'instant' ? instantOf(value.text) : null;
  if (at === null) return OPEN;
  const below = name === 'systemmodstamp' && (operator === '=' || operator === '<' || operator === '<=');
  return {
    stampFrom: above ? at : OPEN.stampFrom,
    stampTo: below ? at : OPEN.stampTo,
    idFrom: null,
  };
}

function narrower(a: Bounds, b: Bounds): Bounds {
  return {
    stampFrom: Math.max(a.stampFrom, b.stampFrom),
    stampTo: Math.min(a.stampTo, b.stampTo),
    idFrom: a.idFrom !== null && b.idFrom !== null && a.idFrom > b.idFrom ? a.idFrom : (b.idFrom ?? a.idFrom),
  };
}

function wider(a: Bounds, b: Bounds): Bounds {
  return {
    stampFrom: Math.min(a.stampFrom, b.stampFrom),
    stampTo: Math.max(a.stampTo, b.stampTo),
    idFrom: a.idFrom === null || b.idFrom === null ? null : a.idFrom < b.idFrom ? a.idFrom : b.idFrom,
  };
}
