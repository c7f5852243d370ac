import { StringDecoder } from 'node:string_decoder';

/** A physical line of a file, without its line break; numbers count from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** Splits a stream of bytes into lines, as UTF-8 without a byte order mark; no more than a piece of it is held. */
export async function* readLines(source: AsyncIterable<Buffer>): AsyncGenerator<Line[]> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let number = 1;
  for await (const chunk of source) {
    const parts = (rest + decoder.write(chunk)).split('\n');
    rest = parts.pop() ?? '';
    yield parts.map((text) => ({ number: number++, text: cleaned(text) })).map(withoutMark);
  }
  rest += decoder.end();
  if (rest !== '') yield [withoutMark({ number, text: cleaned(rest) })];
}

function cleaned(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

function withoutMark(line: Line): Line {
  return line.number === 1 ? { ...line, text: line.text.replace(/^\uFEFF/, '') } : line;
}
