import { z } from 'zod';
import { problemSchema } from './problem.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of the API (https://spec.openapis.org/oas/v3.1.1), made from the table of routes. */
export function openApiDocument({ version, url }: { version: string; url: string }): Json {
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries<Route>(routes)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Tamis', version, description: 'Scores and qualifies the leads of a CRM.' },
    servers: [{ url }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema) },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'tamis_session' } },
    },
  };
}

function operation(name: string, route: Route): Json {
  return {
    operationId: name,
    summary: route.summary,
    description: `Who: ${route.access}.`,
    security: route.access === 'public' ? [] : [{ session: [] }],
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query'), ...headers(route)],
    ...(route.body ? { requestBody: { required: true, content: json(route.body, 'input') } } : {}),
    responses: {
      ...success(route),
      default: {
        description: 'A problem, with what to do.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function success({ response, stream }: Route): Json {
  if (!response) return { 204: { description: 'Done.' } };
  const content = stream ? { 'text/event-stream': { schema: schemaOf(response) } } : json(response, 'output');
  return { 200: { description: 'Done.', content } };
}

function headers({ concurrency, access, method }: Route): readonly Json[] {
  const header = (name: string) => ({ name, in: 'header', required: true, schema: { type: 'string' } });
  return [
    ...(concurrency === 'if-match' ? [header('If-Match')] : []),
    ...(access !== 'public' && method !== 'GET' ? [header('X-CSRF-Token')] : []),
  ];
}

function parameters(schema: z.ZodObject | undefined, where: 'path' | 'query'): readonly Json[] {
  return Object.entries(schema?.shape ?? {}).map(([name, part]) => ({
    name,
    in: where,
    required: where === 'path',
    schema: schemaOf(part as z.ZodType, 'input'),
  }));
}

function json(schema: z.ZodType, io: 'input' | 'output'): Json {
  return { 'application/json': { schema: schemaOf(schema, io) } };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'output'): Json {
  return z.toJSONSchema(schema, { target: 'draft-2020-12', unrepresentable: 'any', io }) as Json;
}
