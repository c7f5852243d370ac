import type { Module } from '../house/module.ts';
import type { Rule, Violation } from './rule.ts';

/** Adapters, and the contract beside the door itself. */
const ADAPTER = /^packages\/adapter(-(?!conformance\/)[^/]+)?\/src\//;
const DOOR = 'packages/adapter/src/http/door.ts';

/** Modules that reach an address past the door. */
const WAYS_OUT =
  /^(node:)?(https?|http2|net|tls|dgram)$|^(undici|axios|got|ky|superagent|node-fetch|cross-fetch)(\/|$)/;
const CALLS = new Set([
  'fetch()',
  'globalThis.fetch',
  'new XMLHttpRequest()',
  'new WebSocket()',
  'new EventSource()',
]);
/** `fetch` as a value, handed to whoever will call it. */
const FETCH_AS_VALUE = /[:=(,?]\s*fetch\s*[,;)}\n]/;

/** An adapter reaches its vendor through the vendor's client library or the one HTTP door. */
export const oneDoor: Rule = {
  name: "reach a vendor through its client library or the house's one HTTP door",
  reason:
    'a request past the door has no timeout, no limit on size, and no word on whether a write may have happened',
  check: ({ modules }) => modules.filter(({ path }) => ADAPTER.test(path) && path !== DOOR).flatMap(judge),
};

function judge({ path, text, imports, reaches }: Module): Violation[] {
  const past = imports
    .filter(({ specifier, typeOnly }) => !typeOnly && WAYS_OUT.test(specifier))
    .map(({ specifier, line }) => ({ path, line, what: `imports ${specifier}` }));
  const calls = reaches
    .filter(({ name }) => CALLS.has(name))
    .map(({ name, line }) => ({ path, line, what: `calls ${name}` }));
  const handed = FETCH_AS_VALUE.test(text) ? [{ path, what: 'hands fetch on' }] : [];
  return [...past, ...calls, ...handed];
}
