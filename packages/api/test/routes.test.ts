import { describe, expect, it } from 'vitest';
import { openApiDocument, type Route, routes } from '../src/index.ts';

const all = Object.entries<Route>(routes);

describe('the table of routes', () => {
  it('has each method and path once', () => {
    const seen = all.map(([, { method, path }]) => `${method} ${path.replaceAll(/:\w+/g, ':')}`);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each(all)('%s names each parameter of its path', (_, { path, params }) => {
    const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
    expect(Object.keys(params?.shape ?? {}).toSorted()).toEqual(named.toSorted());
  });

  it('lets nobody change anything without being asked who they are, except to sign in or to accept an invitation', () => {
    const open = all.filter(([, { access }]) => access === 'public').map(([name]) => name);
    expect(open).toEqual(['readSession', 'readInvitation', 'acceptInvitation', 'signIn']);
  });
});

describe('the OpenAPI document', () => {
  const document = openApiDocument({ version: '0.1.0', url: 'http://localhost:4321' });

  it('describes every route', () => {
    const described = Object.values(document.paths as Record<string, object>).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(described.toSorted()).toEqual(Object.keys(routes).toSorted());
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });
});
