/**
 * Runs a benchmark by name: `npm run bench -- NAME [--json]`. With `--json` one JSON document goes to standard output and nothing else.
 */
interface Bench {
  readonly run: (options: readonly string[]) => Promise<object>;
}

/** Every benchmark, by the name given on the command line. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  fresh: () => import('./fresh/index.ts'),
  leads: () => import('./leads/index.ts'),
  links: () => import('./links/index.ts'),
  scoring: () => import('./scoring/index.ts'),
  sync: () => import('./sync/index.ts'),
};

const [name = '', ...options] = process.argv.slice(2);
const load = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (load === undefined) {
  process.stderr.write(`Usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [--json]\n`);
  process.exitCode = 2;
} else {
  const { run } = await load();
  const result = await run(options.filter((option) => option !== '--json'));
  process.stdout.write(
    `${options.includes('--json') ? JSON.stringify(result) : JSON.stringify(result, null, 2)}\n`,
  );
}
