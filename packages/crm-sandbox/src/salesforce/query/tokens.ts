import { malformed } from './malformed.ts';

/** A word of a query, where it stands, and what kind of word it is. */
export interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'instant' | 'day' | 'sign' | 'end';
  /** The word as written; for a text what is between the quotes, with escapes resolved. */
  readonly text: string;
  /** Position in the query, from 0. */
  readonly at: number;
}

const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['text', /'((?:[^'\\]|\\.)*)'/y],
  ['instant', /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)/y],
  ['day', /\d{4}-\d\d-\d\d/y],
  ['number', /[+-]?\d+(?:\.\d+)?/y],
  ['name', /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*/y],
  ['sign', /<=|>=|!=|<>|[=<>(),]/y],
];

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Cuts a query into words; throws MALFORMED_QUERY at what is none. */
export function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(query[at] ?? '')) at += 1;
    if (at >= query.length) return [...tokens, { kind: 'end', text: '', at }];
    const token = tokenAt(query, at);
    tokens.push(token.token);
    at = token.next;
  }
}

function tokenAt(query: string, at: number): { token: Token; next: number } {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const match = pattern.exec(query);
    if (match === null) continue;
    const text = kind === 'text' ? unescaped(match[1] ?? '') : match[0];
    return { token: { kind, text, at }, next: pattern.lastIndex };
  }
  throw malformed(query, at, `line 1:${at} no viable alternative at character '${query[at]}'`);
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_, sign: string) => ESCAPES[sign] ?? sign);
}
