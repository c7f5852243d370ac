import { z } from 'zod';
import { type ScoringModel, scoringModelSchema } from './model.ts';
import { ModelInvalid } from './modelInvalid.ts';
import { suggestion } from './nearest.ts';

type Issue = z.core.$ZodIssue;

/**
 * Reads a scoring model from parsed JSON. Throws {@link ModelInvalid} with one line per fault: its place, what is wrong and, for a
 * mistyped key, the key that was probably meant.
 */
export function parseModel(json: unknown): ScoringModel {
  const result = scoringModelSchema.safeParse(json);
  if (!result.success)
    throw new ModelInvalid(result.error.issues.flatMap((issue) => describe(issue, json, [])));
  const twice = repeatedIds(result.data);
  if (twice.length > 0)
    throw new ModelInvalid(
      twice.map((id) => `The id "${id}" is used twice; rules and gates need ids of their own.`),
    );
  return result.data;
}

function repeatedIds(model: ScoringModel): readonly string[] {
  const ids = [...model.fit, ...model.engagement, ...model.negatives, ...model.gates].map((rule) => rule.id);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

function describe(issue: Issue, json: unknown, parents: readonly PropertyKey[]): readonly string[] {
  const path = [...parents, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return likeliestBranch(issue.errors).flatMap((inner) => describe(inner, json, path));
  }
  const place = placeOf(path, json);
  if (issue.code !== 'unrecognized_keys') return [`${place}: ${issue.message}`];
  return issue.keys.map((key) => `${place}: there is no key "${key}"${suggestion(key, vocabulary())}`);
}

/** Of a union's branches the one that was probably meant: its first faults lie deepest, then it has the fewest. */
function likeliestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const [best = []] = [...branches].sort((a, b) => cost(a) - cost(b));
  return best;
}

function cost(issues: readonly Issue[]): number {
  const depth = Math.max(0, ...issues.map((issue) => issue.path.length));
  const faults = issues.reduce(
    (sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1),
    0,
  );
  return faults - depth / 10;
}

/** `engagement[2] ("pricing-page").perWindow`: the path, with the id of the rule that it leads through. */
function placeOf(path: readonly PropertyKey[], json: unknown): string {
  let place = 'model';
  let value: unknown = json;
  for (const key of path) {
    value = child(value, key);
    place += typeof key === 'number' ? `[${key}]` : `.${String(key)}`;
    const id = child(value, 'id');
    if (typeof id === 'string' && typeof key === 'number') place += ` ("${id}")`;
  }
  return place;
}

function child(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/** Every key that occurs in a model. */
function vocabulary(): ReadonlySet<string> {
  const keys = new Set<string>();
  collectKeys(z.toJSONSchema(scoringModelSchema), keys);
  return keys;
}

function collectKeys(schema: unknown, keys: Set<string>): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [name, part] of Object.entries(schema)) {
    if (name === 'properties' && typeof part === 'object' && part !== null)
      for (const key of Object.keys(part)) keys.add(key);
    collectKeys(part, keys);
  }
}
