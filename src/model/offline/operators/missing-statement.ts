import type { SyntaxNode } from '../../../syntax/tree.ts';
import { assignmentOf, callOf, memberOf } from '../constructs.ts';
import type { Mutant, Operator } from '../mutant.ts';
import { isStatement } from '../positions.ts';
import { functionAround } from '../scope.ts';
import { ANY, Shape } from '../shape.ts';
import type { SourceFile } from '../source-file.ts';
import { readableAt } from './expression.ts';
import { after, before } from './insertion.ts';
import { similarity } from './similarity.ts';
import { siblingsOf } from './statement.ts';

interface Idea {
  readonly text: string;
  readonly fit: number;
}

const COLLECTING = /^(append|add|push|extend|update|unshift|appendleft|insert)$/;

/** Calls like `xs.append(…)` of this function, with each name in scope as their argument. */
function* collecting(node: SyntaxNode, file: SourceFile): Generator<Idea> {
  const names = file.namesAt(node);
  for (const collection of names) {
    const shape = file.shapeOfNameAt(collection, node);
    const methods = methodsFor(shape, collection, node, file);
    for (const [method, known] of methods) {
      for (const [rank, name] of names.entries()) {
        if (name === collection) continue;
        const single = /^(append|add|push|appendleft)$/.test(method);
        const item = file.shapeOfNameAt(name, node);
        const alike =
          single && item !== ANY && (item & (Shape.number | Shape.string)) === 0 ? 0.6 : 1;
        yield { text: `${collection}.${method}(${name})`, fit: (known * alike) / (1 + rank / 3) };
      }
    }
  }
}

/** How things get into this collection: as seen in the function, else by its shape. */
function methodsFor(
  shape: number,
  name: string,
  node: SyntaxNode,
  file: SourceFile,
): ReadonlyMap<string, number> {
  const methods = new Map<string, number>();
  for (const value of file.valuesNear(node)) {
    const member = memberOf(value);
    if (member === undefined || file.textOf(member.object) !== name) continue;
    const method = file.textOf(member.property);
    if (COLLECTING.test(method)) methods.set(method, 1);
    if (method === 'pop') methods.set(file.isPython ? 'append' : 'push', 1);
  }
  if (methods.size === 0 && shape === Shape.set) methods.set('add', 1);
  if (methods.size === 0 && shape === Shape.list)
    methods.set(file.isPython ? 'append' : 'push', 0.8);
  return methods;
}

/** `a = b` between names that occur together, and statements copied from elsewhere in the function. */
function* assigning(node: SyntaxNode, file: SourceFile): Generator<Idea> {
  const names = file.namesAt(node);
  const parameters = new Set(
    names.filter((name) => file.shapeOfNameAt(name, node) === Shape.function),
  );
  for (const [rank, target] of names.entries()) {
    for (const source of names) {
      if (source === target || parameters.has(source)) continue;
      const [a, b] = [file.shapeOfNameAt(target, node), file.shapeOfNameAt(source, node)];
      if ((a & b) === 0) continue;
      const alike = 0.25 + 0.5 * similarity(target, source);
      yield { text: file.words.assign(target, source), fit: alike / (1 + rank / 6) };
    }
    if (file.shapeOfNameAt(target, node) === Shape.number) {
      yield {
        text: file.isPython ? `${target} += 1` : `${target} += 1;`,
        fit: 0.35 / (1 + rank / 6),
      };
    }
  }
}

function* copied(node: SyntaxNode, file: SourceFile): Generator<Idea> {
  const seen = new Set<string>();
  for (const value of file.valuesNear(node)) {
    const statement = value.parent;
    if (
      statement === undefined ||
      !isStatement(statement) ||
      statement.kind !== 'expression_statement'
    )
      continue;
    if (statement === node || callOf(value) === undefined || !readableAt(file, value, node))
      continue;
    const text = file.textOf(statement);
    if (seen.has(text) || text.length > 80) continue;
    seen.add(text);
    yield { text, fit: 0.4 };
  }
}

/** Where a name is overwritten, what it held may have to be kept first. */
const overwrites = (node: SyntaxNode, file: SourceFile, text: string): boolean => {
  const target =
    node.kind === 'expression_statement' && node.children[0]
      ? assignmentOf(node.children[0])?.target
      : undefined;
  return target !== undefined && text.endsWith(`= ${file.textOf(target)}`);
};

/** A statement is missing: put something into a collection, keep a value, do what is done elsewhere. */
export const statementInsertion: Operator = function* (node, file): Generator<Mutant> {
  if (!isStatement(node) || /^(function|class|import|decorated|export)/.test(node.kind)) return;
  if (functionAround(node).parent === undefined) return;
  const siblings = siblingsOf(node);
  const last = siblings.at(-1) === node && !/^(return|raise|throw|continue|break)/.test(node.kind);
  for (const ideas of [collecting, assigning, copied]) {
    for (const { text, fit } of ideas(node, file)) {
      const kept = overwrites(node, file, text) ? 1.6 : 1;
      const line = ideas === collecting ? file.words.statement(text) : text;
      if (isDone(siblings, line, file)) continue;
      const jump = /^return/.test(node.kind) && ideas === collecting ? 1.3 : 1;
      yield before(file, node, line, Math.min(1, fit * 0.6 * kept * jump));
      if (last) yield after(file, node, line, fit * 0.6);
    }
  }
};

const isDone = (siblings: readonly SyntaxNode[], text: string, file: SourceFile): boolean =>
  siblings.some((sibling) => file.textOf(sibling) === text);
