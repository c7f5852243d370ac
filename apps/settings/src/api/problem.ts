import { type Problem, problemSchema } from '@tamis/api';

/** The service answered with a problem: `problem.kind` says what to do next. */
export class ProblemFailure extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemFailure';
    this.problem = problem;
  }
}

/** Reads an error answer; one that is no problem of ours came from something in between. */
export async function problemFrom(response: Response): Promise<ProblemFailure> {
  const parsed = problemSchema.safeParse(await response.json().catch(() => null));
  if (parsed.success) return new ProblemFailure(parsed.data);
  return new ProblemFailure({
    type: 'urn:tamis:problem:failed',
    title: response.statusText,
    status: response.status,
    detail: `HTTP ${response.status}`,
    kind: 'failed',
    requestId: response.headers.get('x-request-id') ?? '',
  });
}

/** The problem behind a failure, where it is one that the service told. */
export function problemOf(failure: unknown): Problem | null {
  return failure instanceof ProblemFailure ? failure.problem : null;
}
