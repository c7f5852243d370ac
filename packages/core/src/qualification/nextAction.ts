import { PERMISSION_BLOCKS } from './permission.ts';
import type { NextAction, Stage } from './verdict.ts';

/** What the next action depends on. */
export interface ActionGrounds {
  readonly stage: Stage;
  /** What forbids contact: permission blocks and gates of the model. */
  readonly barredBy: readonly string[];
  /** The hand-over of an SQL was withdrawn because interest faded. */
  readonly faded: boolean;
  readonly accepted: boolean;
  readonly hot: boolean;
  /** Fields that would qualify the lead are unknown. */
  readonly incomplete: boolean;
}

/** The action the product proposes at a stage; a lead that may not be contacted is first asked for permission, if that may be done. */
export function nextAction(grounds: ActionGrounds): NextAction {
  switch (grounds.stage) {
    case 'disqualified':
      return 'none';
    case 'customer':
      return 'keep-customer';
    case 'opportunity':
      return 'work-deal';
    default:
      return grounds.barredBy.length > 0 ? unblock(grounds.barredBy) : contact(grounds);
  }
}

/** Whoever opted out or objected is left alone; a missing permission is asked for, a missing address looked for. */
function unblock(barredBy: readonly string[]): NextAction {
  const permission = PERMISSION_BLOCKS.find((block) => barredBy.includes(block));
  if (permission === 'objected' || permission === 'opted-out') return 'none';
  return permission === 'permission-unknown' || permission === 'consent-missing'
    ? 'ask-permission'
    : 'complete-data';
}

function contact(grounds: ActionGrounds): NextAction {
  if (grounds.stage === 'recycled') return 'nurture';
  if (grounds.stage === 'sql')
    return grounds.accepted ? 'offer-meeting' : grounds.faded ? 'nurture' : 'call-now';
  if (grounds.hot) return 'offer-meeting';
  if (grounds.stage === 'pql') return 'propose-upgrade';
  return grounds.stage === 'raw' && grounds.incomplete ? 'complete-data' : 'nurture';
}
