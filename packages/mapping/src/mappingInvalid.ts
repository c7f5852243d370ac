/** What is wrong with a row. The first six concern the document alone, the last two the fields of one connection. */
export type IssueCause =
  | 'malformed'
  | 'unknown-lead-path'
  | 'direction'
  | 'role'
  | 'duplicate'
  | 'incomplete'
  | 'unknown-field'
  | 'not-writable';

/** One fault of a mapping document: where, what, and what to do. */
export interface MappingIssue {
  /** Place in the document, for instance `fields[3]`. */
  readonly row: string;
  readonly cause: IssueCause;
  readonly message: string;
  /** What was probably meant, ready to be put in its place; `null` where nothing is near. */
  readonly suggestion: string | null;
}

function sentence(issue: MappingIssue): string {
  const hint = issue.suggestion === null ? '' : ` Did you mean "${issue.suggestion}"?`;
  return `${issue.row}: ${issue.message}${hint}`;
}

/** The mapping document cannot be used: correct the rows named in `issues`. */
export class MappingInvalid extends Error {
  readonly issues: readonly MappingIssue[];

  constructor(issues: readonly MappingIssue[]) {
    super(`The mapping cannot be used:\n${issues.map(sentence).join('\n')}`);
    this.name = 'MappingInvalid';
    this.issues = issues;
  }
}
