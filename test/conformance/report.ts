import type { Finding, Kill } from '@tamis/adapter-conformance';

/** Checks of one adapter, counted. */
export interface AdapterCount {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What `npm run conformance -- --json` prints. */
export interface Report {
  readonly adapters: Readonly<Record<string, AdapterCount>>;
  readonly mutants: { readonly killed: number; readonly survived: number };
}

/** Counts findings by what became of them. */
export function count(findings: readonly Finding[]): AdapterCount {
  const of = (status: Finding['status']) => findings.filter((finding) => finding.status === status).length;
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}

/** Whether the contract holds: nothing failed, every adapter passed something, and no mutant lives. */
export function holds({ adapters, mutants }: Report): boolean {
  return (
    mutants.survived === 0 &&
    Object.values(adapters).every(({ passed, failed }) => failed === 0 && passed > 0)
  );
}

/** One line for people. */
export function describeFinding(adapter: string, finding: Finding): string {
  const marks = { passed: 'ok  ', skipped: 'skip', failed: 'FAIL' };
  const what = `${marks[finding.status]} ${adapter} · ${finding.chapter}: ${finding.check}`;
  if (finding.status === 'skipped') return `${what} (${finding.reason})`;
  if (finding.status === 'failed') return `${what}\n     ${said(finding.error)}`;
  return what;
}

/** One line for people. */
export function describeKill({ mutant, caughtBy }: Kill): string {
  const what = `mutant that ${mutant.name}`;
  return caughtBy.length === 0 ? `LIVES ${what}` : `dead  ${what}: ${mutant.chapter}`;
}

function said(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll('\n', '\n     ');
}
