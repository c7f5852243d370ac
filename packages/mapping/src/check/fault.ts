import type { IssueCause, MappingIssue } from '../mappingInvalid.ts';

/** What is wrong with a row, before its place is added. */
export type Fault = Omit<MappingIssue, 'row'>;

/** Words one fault. */
export function fault(cause: IssueCause, message: string, suggestion: string | null = null): Fault {
  return { cause, message, suggestion };
}
