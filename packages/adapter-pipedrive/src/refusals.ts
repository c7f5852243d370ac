import {
  type AdapterError,
  Banned,
  type DoorResponse,
  type Instant,
  PermissionMissing,
  QuotaExhausted,
  RateLimited,
  ReconnectNeeded,
  RequestRefused,
  TokenRejected,
  Unavailable,
} from '@tamis/adapter';
import { type Refusal, refusalSchema } from './wire.ts';

/** A refused request with everything Pipedrive said, for the callers that look closer (pull, push, tasks). */
export class PipedriveRefusal extends RequestRefused {
  readonly status: number;
  /** Pipedrive's own words. */
  readonly said: string;

  constructor(status: number, refusal: Refusal, what: string) {
    const code = refusal.code ?? `HTTP_${status}`;
    const said = refusal.error || refusal.error_info || code;
    super(`Pipedrive refused ${what}: ${said}`, code);
    this.status = status;
    this.said = said;
  }

  /** The record is not there, or not there any more. */
  get notFound(): boolean {
    return this.status === 404 || this.status === 410;
  }
}

/** What an error needs to know beside the answer. */
export interface RefusalContext {
  /** For messages, for instance `GET /api/v2/persons`. */
  readonly what: string;
  readonly now: Instant;
}

const SECOND = 1000;
const DAY = 86_400 * SECOND;
/** Cloudflare does not say how long it keeps us out; traffic that goes on makes it longer. */
const BAN_MS = 10 * 60 * SECOND;

/**
 * Turns an answer from 400 on into the error that says what to do next.
 * https://pipedrive.readme.io/docs/core-api-concepts-http-status-codes
 */
export function toError(answer: DoorResponse, context: RefusalContext): AdapterError {
  const refusal = refusalSchema.catch({ error: '' }).parse(readJson(answer.text));
  const { status } = answer;
  if (status === 401) return new TokenRejected(refusal.error || 'unauthorized', 'UNAUTHORIZED');
  if (status === 402)
    return new ReconnectNeeded(
      'The Pipedrive account is closed or its plan has ended. Renew it, then connect again.',
    );
  if (status === 403) return isPage(answer) ? banned(context) : permissionMissing(refusal, context);
  if (status === 429) return tooMany(answer, context);
  if (status >= 500)
    return new Unavailable(`Pipedrive answered ${status} to ${context.what}. It is repeated later.`);
  return new PipedriveRefusal(status, refusal, context.what);
}

/** The body as JSON; `{}` where it is a proxy's page, or nothing. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function isPage({ headers, text }: DoorResponse): boolean {
  return headers['content-type']?.includes('html') === true || text.trimStart().startsWith('<');
}

/** Traffic that did not heed 429 is shut out by Cloudflare with a page instead of JSON. */
function banned({ now }: RefusalContext): Banned {
  return new Banned(
    'Pipedrive shuts this address out for too much traffic. Everything stops for ten minutes.',
    now + BAN_MS,
  );
}

function permissionMissing(refusal: Refusal, { what }: RefusalContext): PermissionMissing {
  const said = [refusal.error, refusal.error_info].filter(Boolean).join(' ');
  const scopes = [...new Set(said.match(/\b(?:[a-z]+(?:-[a-z]+)*:(?:read|full)|admin)\b/g) ?? [])];
  const message = `Pipedrive does not allow ${what} (${said || 'no reason given'}). The app's scopes, the user's permissions or the plan may be too small: have an administrator widen them and connect again.`;
  return new PermissionMissing(message, scopes);
}

/**
 * Burst and day are both 429: the day is over when nothing remains of it. It starts again "at the start of the next day";
 * Pipedrive names no zone, and the daily limit before this one was reset at midnight UTC
 * (https://developers.pipedrive.com/changelog/post/daily-api-limit-for-postput-endpoints). A wrong guess costs one refused request.
 */
function tooMany({ headers, text }: DoorResponse, { what, now }: RefusalContext): AdapterError {
  if (headers['x-daily-ratelimit-token-remaining'] === '0' || /\b(daily|budget)\b/i.test(text)) {
    return new QuotaExhausted(
      "The Pipedrive company has used its day's tokens. The run goes on after midnight (UTC).",
      (Math.floor(now / DAY) + 1) * DAY,
    );
  }
  const reset = Number(headers['x-ratelimit-reset'] ?? headers['retry-after'] ?? Number.NaN);
  const seconds = reset > 0 ? reset : 2;
  return new RateLimited(`Pipedrive had too many requests at ${what}.`, now + seconds * SECOND);
}
