import {
  type AdapterError,
  Banned,
  type Instant,
  PermissionMissing,
  QuotaExhausted,
  RateLimited,
  RequestRefused,
  TokenRejected,
  Unavailable,
} from '@tamis/adapter';
import type { Answer } from './client/codegen.ts';
import { type Refusal, refusalSchema } from './wire.ts';

/** A refused request with everything HubSpot said, for the callers that look closer (push, provision). */
export class HubspotRefusal extends RequestRefused {
  readonly status: number;
  readonly refusal: Refusal;

  constructor(status: number, refusal: Refusal, what: string) {
    const code = refusal.category ?? `HTTP_${status}`;
    super(`HubSpot refused ${what}: ${refusal.message || code}`, code, {
      correlationId: refusal.correlationId,
    });
    this.status = status;
    this.refusal = refusal;
  }
}

/** What an error needs to know beside the answer. */
export interface RefusalContext {
  /** For messages, for instance `POST /crm/objects/2026-03/contacts/search`. */
  readonly what: string;
  readonly now: Instant;
  /** IANA name of the account's time zone: its daily quota starts again at midnight there. */
  readonly timeZone: string;
}

const SECOND = 1000;

/**
 * Turns an answer from 400 on into the error that says what to do next.
 * https://developers.hubspot.com/docs/api-reference/error-handling
 */
export function toError(answer: Answer, context: RefusalContext): AdapterError {
  const refusal = readRefusal(answer.text);
  const { status } = answer;
  if (status === 401) return new TokenRejected(refusal.message, refusal.category ?? 'INVALID_AUTHENTICATION');
  if (status === 403) return permissionMissing(refusal, context);
  if (status === 429) return tooMany(refusal, context);
  if (status === 423)
    return new RateLimited(`${context.what}: the record is locked.`, context.now + 2 * SECOND, refusal);
  if (status === 477) return migrating(answer, context);
  if (status >= 500) {
    return new Unavailable(`HubSpot answered ${status} to ${context.what}. It is repeated later.`, refusal);
  }
  return new HubspotRefusal(status, refusal, context.what);
}

/** Error bodies may be HTML from a proxy, or empty. */
function readRefusal(text: string): Refusal {
  return refusalSchema.catch({ message: '', errors: [] }).parse(readJson(text));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function permissionMissing(refusal: Refusal, context: RefusalContext): PermissionMissing {
  const scopes = missingScopes(refusal);
  const which = scopes.length > 0 ? `these scopes: ${scopes.join(', ')}` : 'a permission';
  const message = `${context.what} needs ${which}. Grant it to the app in HubSpot and connect again.`;
  return new PermissionMissing(message, scopes, refusal);
}

/** Named in `errors[].context.requiredGranularScopes`, or only in the text of the message. */
function missingScopes(refusal: Refusal): string[] {
  const named = refusal.errors.flatMap(({ context = {} }) => [
    ...(context.requiredGranularScopes ?? []),
    ...(context.requiredScopes ?? []),
    ...(context.missingScopes ?? []),
  ]);
  if (named.length > 0) return [...new Set(named)];
  const listed = /[sS]copes=\[([^\]]*)\]/.exec(
    [refusal.message, ...refusal.errors.map(({ message }) => message)].join(' '),
  );
  return listed?.[1]?.split(/,\s*/).filter(Boolean) ?? [];
}

/** `Retry-After` is not documented for 429: the window that is full says how long to wait. */
function tooMany(refusal: Refusal, { what, now, timeZone }: RefusalContext): AdapterError {
  if (refusal.policyName === 'DAILY') {
    const until = nextMidnight(now, timeZone);
    return new QuotaExhausted(
      'The HubSpot account has used its requests of the day. The run goes on after midnight.',
      until,
      refusal,
    );
  }
  const wait = refusal.policyName?.startsWith('TEN_SECONDLY') ? 2 * SECOND : SECOND;
  return new RateLimited(`HubSpot had too many requests at ${what}.`, now + wait, refusal);
}

/** The account is being moved to another data centre; `Retry-After` in seconds, up to a day. */
function migrating(answer: Answer, { now }: RefusalContext): Banned {
  const seconds = Number(answer.headers['retry-after'] ?? 60);
  const until = now + (Number.isFinite(seconds) ? seconds : 60) * SECOND;
  return new Banned(
    'HubSpot is moving this account and answers nothing meanwhile. The run goes on afterwards.',
    until,
  );
}

/** The next midnight in a time zone. An unknown zone counts as UTC. */
function nextMidnight(now: Instant, timeZone: string): Instant {
  const clock = wallClock(timeZone);
  const parts = Object.fromEntries(clock.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  const elapsed = ((parts.hour ?? 0) * 60 + (parts.minute ?? 0)) * 60 + (parts.second ?? 0);
  return Math.floor(now / SECOND) * SECOND + (86_400 - elapsed) * SECOND;
}

function wallClock(timeZone: string): Intl.DateTimeFormat {
  const options = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const;
  const known = Intl.supportedValuesOf('timeZone').includes(timeZone) || /^(US|Etc)\//.test(timeZone);
  return new Intl.DateTimeFormat('en', { ...options, timeZone: known ? timeZone : 'UTC' });
}
