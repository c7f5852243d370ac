import type { House } from '../house/readHouse.ts';
import { resolve } from '../house/resolve.ts';
import type { Rule, Violation } from './rule.ts';

/** No module reaches itself through its imports; imports of types count, since they bind readers as much. */
export const cycles: Rule = {
  name: 'import in one direction',
  reason: 'in a cycle no module can be read, tested or loaded before the others',
  check(house) {
    const edges = edgesOf(house);
    return components(edges).map((members) => {
      const [first = ''] = members;
      return {
        path: first,
        what: `imports itself through ${pathBack(edges, first).join(' → ')}`,
      } satisfies Violation;
    });
  },
};

type Edges = ReadonlyMap<string, readonly string[]>;

function edgesOf(house: House): Edges {
  return new Map(
    house.modules.map((module) => [
      module.path,
      module.imports.flatMap((each) => {
        const target = resolve(house, module, each);
        return target.kind === 'module' || target.kind === 'door' ? [target.path] : [];
      }),
    ]),
  );
}

/** The cycles, each once: modules that reach one another, sorted by path. */
function components(edges: Edges): string[][] {
  const reach = new Map([...edges.keys()].map((path) => [path, reachable(edges, path)]));
  const cyclic = [...edges.keys()].filter((path) => reach.get(path)?.has(path)).sort();
  const seen = new Set<string>();
  return cyclic.flatMap((path) => {
    if (seen.has(path)) return [];
    const members = cyclic.filter((other) => reach.get(path)?.has(other) && reach.get(other)?.has(path));
    for (const member of members) seen.add(member);
    return [members];
  });
}

function reachable(edges: Edges, from: string): Set<string> {
  const found = new Set<string>();
  const open = [...(edges.get(from) ?? [])];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    open.push(...(edges.get(path) ?? []));
  }
  return found;
}

/** The shortest way from a module back to itself. */
function pathBack(edges: Edges, start: string): readonly string[] {
  const ways: (readonly string[])[] = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of edges.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return [...way, start];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return [start];
}
