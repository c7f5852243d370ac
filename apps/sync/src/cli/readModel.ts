import { readFile } from 'node:fs/promises';
import { type CompiledModel, compile, ModelInvalid, parseModel } from '@tamis/core';
import { loadDomainLists } from '../service/domainLists.ts';
import { UsageError } from './exit.ts';

/** Reads, checks and compiles a model file. Throws {@link UsageError} with one line that names the file, the place and the cure. */
export async function readModel(file: string): Promise<CompiledModel> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `The model ${file} cannot be read (${error.code}). Make one with: tamis model print > model.json`,
    );
  });
  try {
    return compile(parseModel(JSON.parse(text)), loadDomainLists());
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${file} is not JSON: ${error.message}`);
    if (error instanceof ModelInvalid) throw new UsageError(`${file}: ${error.faults.join(' ')}`);
    throw error;
  }
}
