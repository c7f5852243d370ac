import type { Refused } from '../errors.ts';
import { malformed } from './malformed.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Words that end a list of conditions or fields, and so cannot be names. */
const RESERVED = new Set(['FROM', 'WHERE', 'ORDER', 'LIMIT', 'OFFSET', 'GROUP', 'HAVING', 'WITH', 'FOR']);

/** Walks over the words of a query. */
export class QueryReader {
  readonly text: string;
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(text: string) {
    this.text = text;
    this.#tokens = tokensOf(text);
  }

  get next(): Token {
    return this.#tokens[this.#position] ?? { kind: 'end', text: '', at: this.text.length };
  }

  take(): Token {
    const token = this.next;
    this.#position += 1;
    return token;
  }

  /** Whether the next word is this keyword or sign. */
  sees(word: string): boolean {
    const { kind, text } = this.next;
    return kind !== 'text' && text.toUpperCase() === word;
  }

  /** Takes the next word where it is this one. */
  skip(word: string): boolean {
    const seen = this.sees(word);
    if (seen) this.#position += 1;
    return seen;
  }

  expect(word: string): void {
    if (!this.skip(word)) throw this.unexpected();
  }

  name(): Token {
    const { kind, text } = this.next;
    if (kind !== 'name' || RESERVED.has(text.toUpperCase())) throw this.unexpected();
    return this.take();
  }

  whole(): number {
    const { kind, text } = this.next;
    if (kind !== 'number' || !/^\d+$/.test(text)) throw this.unexpected();
    return Number(this.take().text);
  }

  unexpected(): Refused {
    const { kind, text, at } = this.next;
    return malformed(this.text, at, `unexpected token: '${kind === 'end' ? '<EOF>' : text}'`);
  }
}
