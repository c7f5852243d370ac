import { parseArgs } from 'node:util';
import { chapters, type Kill, kill, mutants, runSuite } from '@tamis/adapter-conformance';
import { adapters } from './adapters.ts';
import { type AdapterCount, count, describeFinding, describeKill, holds, type Report } from './report.ts';

/** `npm run conformance [-- ADAPTER …] [--json]`: the whole suite on every adapter, and on every broken one. Exit code 1: the contract does not hold. */
const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !Object.hasOwn(adapters, name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no adapter ${unknown.join(', ')}; there are ${Object.keys(adapters).join(', ')}.\n`,
  );
  process.exitCode = 2;
} else {
  const report: Report = { adapters: await runAdapters(positionals), mutants: await killMutants() };
  process.stdout.write(`${JSON.stringify(report, null, values.json ? undefined : 2)}\n`);
  if (!holds(report)) process.exitCode = 1;
}

async function runAdapters(chosen: readonly string[]): Promise<Record<string, AdapterCount>> {
  const counts: Record<string, AdapterCount> = {};
  for (const [name, worlds] of Object.entries(adapters)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    const findings = await runSuite(worlds, {
      chapters,
      onFinding: (finding) => say(describeFinding(name, finding)),
    });
    counts[name] = count(findings);
  }
  return counts;
}

async function killMutants(): Promise<Report['mutants']> {
  const kills: Kill[] = [];
  for (const mutant of mutants) {
    const result = await kill(mutant);
    kills.push(result);
    say(describeKill(result));
  }
  const killed = kills.filter(({ caughtBy }) => caughtBy.length > 0).length;
  return { killed, survived: kills.length - killed };
}

/** Progress for people; with `--json` standard output holds the document alone. */
function say(line: string): void {
  if (!values.json) process.stdout.write(`${line}\n`);
}
