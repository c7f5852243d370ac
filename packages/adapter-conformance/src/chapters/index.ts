import type { Chapter } from '../suite/check.ts';
import { describe } from './describe.ts';
import { fullPull } from './fullPull.ts';

/** The contract, chapter by chapter. */
export const chapters: readonly Chapter[] = [describe, fullPull];
