import {
  type AdapterError,
  FieldGone,
  QuotaExhausted,
  RateLimited,
  RequestRefused,
  TokenRejected,
  Unavailable,
} from '@tamis/adapter';
import { refusalSchema } from './wire.ts';

/** A whole request was refused for one value in it, without a word on whose. */
export class ValueRefused extends RequestRefused {
  readonly field: string;

  constructor(message: string, code: string, field: string) {
    super(message, code);
    this.field = field;
  }
}

/** Turns an answer from 400 on into the error that says what to do next. */
export function toError({ status, text }: { readonly status: number; readonly text: string }): AdapterError {
  const { code, message, fields, limit, until } = refusalSchema.parse(readJson(text));
  if (status >= 500) return new Unavailable(`The CRM answered ${status}. It is repeated later.`);
  if (status === 401) return new TokenRejected(message, code);
  if (status === 429 && limit === 'day')
    return new QuotaExhausted(
      'The account has used its requests of the day. The run goes on tomorrow.',
      until,
    );
  if (status === 429) return new RateLimited('The CRM had too many requests.', until);
  if (code === 'unknown-field') return new FieldGone('people', fields);
  const [field] = fields;
  return field === undefined ? new RequestRefused(message, code) : new ValueRefused(message, code, field);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
