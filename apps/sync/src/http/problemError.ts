import type { ProblemKind } from '@tamis/api';

/** What a handler throws when it cannot answer as asked: `kind` says what the caller does next, the message is for a person. */
export class ProblemError extends Error {
  readonly kind: ProblemKind;
  readonly code: string | undefined;
  readonly faults: readonly { path: string; message: string }[] | undefined;

  constructor(
    kind: ProblemKind,
    message: string,
    more: { code?: string; faults?: readonly { path: string; message: string }[] } = {},
  ) {
    super(message);
    this.name = 'ProblemError';
    this.kind = kind;
    this.code = more.code;
    this.faults = more.faults;
  }
}
