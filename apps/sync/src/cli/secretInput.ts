import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { CommandContext } from './commandContext.ts';

/** Everything that comes on a stream, as text. */
export async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Asks for a secret on the terminal without showing what is typed. */
export function askSecret(
  { stdin, stderr }: Pick<CommandContext, 'stdin' | 'stderr'>,
  question: string,
): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: stdin, output: silent, terminal: true });
  stderr.write(question);
  return new Promise((resolve) => {
    terminal.once('close', () => resolve(''));
    terminal.question('', (answer) => {
      stderr.write('\n');
      resolve(answer);
      terminal.close();
    });
  });
}
