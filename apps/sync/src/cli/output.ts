import type { Writable } from 'node:stream';

/** A stream that may be a terminal. */
export type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Where a command's words go: people read lines; machines read one JSON document on stdout, and lines go to stderr. */
export interface Output {
  readonly json: boolean;
  /** The stream for lines and progress. */
  readonly people: OutputStream;
  line(text?: string): void;
  /** Prints the one document of `--json`. */
  result(document: unknown): void;
}

/** Opens the output of one command. */
export function openOutput(
  streams: { stdout: OutputStream; stderr: OutputStream },
  { json = false }: { json?: boolean | undefined },
): Output {
  const people = json ? streams.stderr : streams.stdout;
  return {
    json,
    people,
    line: (text = '') => void people.write(`${text}\n`),
    result: (document) => void streams.stdout.write(`${JSON.stringify(document)}\n`),
  };
}
