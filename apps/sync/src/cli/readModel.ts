import { ModelInvalid, parseModel, type ScoringModel } from '@tamis/core';
import { UsageError } from './exit.ts';

/** Reads and checks a model file. Throws {@link UsageError} with one line that names the file, the place and the cure. */
export async function readModel(
  file: string,
  { readFile }: { readFile: (path: string) => Promise<string> },
): Promise<ScoringModel> {
  const text = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `The model ${file} cannot be read (${error.code}). Make one with: tamis model print > model.json`,
    );
  });
  try {
    return parseModel(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${file} is not JSON: ${error.message}`);
    if (error instanceof ModelInvalid) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}
