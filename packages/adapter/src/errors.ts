import type { Instant } from './contract.ts';

/** Base of every error an adapter throws. Its name says what the caller does next; its message what a person should know and do. */
export abstract class AdapterError extends Error {
  /** Request id of the vendor, to quote to its support. */
  readonly correlationId: string | undefined;

  constructor(message: string, options: { correlationId?: string | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.correlationId = options.correlationId;
  }
}

abstract class WaitUntil extends AdapterError {
  readonly until: Instant;

  constructor(
    message: string,
    until: Instant,
    options: { correlationId?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, options);
    this.until = until;
  }
}

/** A short window is full: repeat the request at `until`. */
export class RateLimited extends WaitUntil {}

/** The day's quota is used: pause the run and resume at `until`. */
export class QuotaExhausted extends WaitUntil {}

/** The vendor refuses all our traffic: stop at once and resume at `until`, slowly. */
export class Banned extends WaitUntil {}

/** The vendor has a fault: repeat with growing waits. Nothing was done. */
export class Unavailable extends AdapterError {}

/** No answer came, and the write may have happened: reconcile, or repeat if repeating is harmless. */
export class OutcomeUnknown extends AdapterError {}

/** The tokens are dead: pause the connection and ask a person to connect again. */
export class ReconnectNeeded extends AdapterError {}

/** A scope or a field permission is missing: name it and ask an administrator of the CRM. */
export class PermissionMissing extends AdapterError {
  readonly permissions: readonly string[];

  constructor(
    message: string,
    permissions: readonly string[],
    options: { correlationId?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, options);
    this.permissions = permissions;
  }
}

/** Fields do not exist any more: pause their mapping rows. */
export class FieldGone extends AdapterError {
  readonly object: string;
  readonly fields: readonly string[];

  constructor(
    object: string,
    fields: readonly string[],
    options: { correlationId?: string | undefined; cause?: unknown } = {},
  ) {
    super(`${object} no longer has ${fields.join(', ')}: map another field or create it again.`, options);
    this.object = object;
    this.fields = fields;
  }
}

/** The vendor refused a request as a whole and repeating will not help: show it to a person. */
export class RequestRefused extends AdapterError {
  readonly code: string;

  constructor(
    message: string,
    code: string,
    options: { correlationId?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, options);
    this.code = code;
  }
}

/** The access token is not, or no longer, accepted. Never leaves an adapter: `TokenSource.use` tries once more with a new one. */
export class TokenRejected extends RequestRefused {}
