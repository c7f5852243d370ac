/** An import of another module, whatever its syntax. */
export interface Import {
  /** As written: `./score.ts`, `zod`, `@tamis/core`, `node:fs`. */
  readonly specifier: string;
  /** Erased before the program runs: `import type`, `export type … from`, a type's `import()`. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/** Something of the surrounding world that a module touches: `process.env`, `Date.now`, `new Date()`, `fetch()`. */
export interface Reach {
  readonly name: string;
  readonly line: number;
}

/** The measures of one function. */
export interface FunctionSize {
  readonly line: number;
  readonly lines: number;
  readonly parameters: number;
}

/** A comment without its delimiters. */
export interface Comment {
  readonly text: string;
  readonly line: number;
}

/** What the rules know of one source file. Lines count from 1. */
export interface Module {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Lines that export a default. */
  readonly defaultExports: readonly number[];
  readonly reaches: readonly Reach[];
  readonly functions: readonly FunctionSize[];
  readonly comments: readonly Comment[];
}
