import {
  type Expression,
  type Function as FunctionNode,
  parseSync,
  type Span,
  Visitor,
  type VisitorObject,
} from 'oxc-parser';
import type { FunctionSize, Import, Module, Reach } from './module.ts';

type LineAt = (position: number) => number;
type AnyFunction = Pick<FunctionNode, 'params'> & Span;

/** Reads one source file. Throws where it is no valid TypeScript, since rules cannot judge what they cannot read. */
export function parseModule(path: string, text: string): Module {
  const { program, comments, errors } = parseSync(path, text);
  if (errors[0] !== undefined) throw new SyntaxError(`${path}: ${errors[0].message}`);
  const lineAt = lineFinder(text);
  const imports: Import[] = [];
  const defaultExports: number[] = [];
  const reaches: Reach[] = [];
  const functions: FunctionSize[] = [];
  new Visitor({
    ...importVisitor((specifier, typeOnly, at) => imports.push({ specifier, typeOnly, line: lineAt(at) })),
    ...reachVisitor((name, at) => reaches.push({ name, line: lineAt(at) })),
    ...functionVisitor((node) => functions.push(measure(node, lineAt))),
    ExportDefaultDeclaration: ({ start }) => void defaultExports.push(lineAt(start)),
    ExportSpecifier: ({ exported, start }) => {
      if ('name' in exported && exported.name === 'default') defaultExports.push(lineAt(start));
    },
  }).visit(program);
  const ownComments = comments.map(({ value, start }) => ({ text: value.trim(), line: lineAt(start) }));
  const lines = lineAt(text.trimEnd().length);
  return { path, text, lines, imports, defaultExports, reaches, functions, comments: ownComments };
}

function importVisitor(found: (specifier: string, typeOnly: boolean, at: number) => void): VisitorObject {
  return {
    ImportDeclaration: ({ source, importKind, start }) => found(source.value, importKind === 'type', start),
    ExportAllDeclaration: ({ source, exportKind, start }) =>
      found(source.value, exportKind === 'type', start),
    ExportNamedDeclaration: ({ source, exportKind, start }) => {
      if (source !== null) found(source.value, exportKind === 'type', start);
    },
    TSImportType: ({ source, start }) => found(source.value, true, start),
    ImportExpression: ({ source, start }) => found(literal(source) ?? '(computed)', false, start),
  };
}

function reachVisitor(found: (name: string, at: number) => void): VisitorObject {
  return {
    MemberExpression: (node) => {
      const property = node.computed ? literal(node.property as Expression) : nameOf(node.property);
      const object = nameOf(node.object);
      if (object !== undefined) found(`${object}.${property ?? '*'}`, node.start);
    },
    NewExpression: ({ callee, arguments: given, start }) => {
      if (given.length === 0) found(`new ${nameOf(callee) ?? '?'}()`, start);
    },
    CallExpression: ({ callee, start }) => {
      if (nameOf(callee) !== undefined) found(`${nameOf(callee)}()`, start);
    },
    VariableDeclarator: ({ id, init, start }) => {
      if (id.type === 'ObjectPattern' && nameOf(init) !== undefined) found(`${nameOf(init)}.*`, start);
    },
  };
}

function functionVisitor(found: (node: AnyFunction) => void): VisitorObject {
  return { FunctionDeclaration: found, FunctionExpression: found, ArrowFunctionExpression: found };
}

function measure({ start, end, params }: AnyFunction, lineAt: LineAt): FunctionSize {
  const line = lineAt(start);
  return { line, lines: lineAt(end) - line + 1, parameters: params.length };
}

function nameOf(node: { readonly type: string } | null): string | undefined {
  return node?.type === 'Identifier' && 'name' in node ? String(node.name) : undefined;
}

function literal(node: Expression): string | undefined {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

function lineFinder(text: string): LineAt {
  const starts = [...text.matchAll(/^/gm)].map(({ index }) => index);
  return (position) => {
    const next = starts.findIndex((start) => start > position);
    return next === -1 ? starts.length : next;
  };
}
