import { type FunctionSpan, functionsOf } from '../syntax/functions.ts';
import type { Language } from '../syntax/language.ts';
import { parse, type SyntaxNode, type SyntaxTree } from '../syntax/tree.ts';

/** A function as the two sides of a change are compared by: its name and what it says itself. */
export interface ComparableFunction {
  readonly node: SyntaxNode;
  readonly language: Language;
  /** Its text without the functions inside, which are compared on their own. */
  readonly ownText: string;
}

/** `from` is the first of `spans` that may lie inside; outer ones come before inner ones. */
function ownText(
  tree: SyntaxTree,
  node: SyntaxNode,
  spans: readonly FunctionSpan[],
  from: number,
): string {
  let text = '';
  let at = node.start;
  for (let next = from; next < spans.length; next++) {
    const inner = spans[next]?.node;
    if (inner === undefined || inner.start >= node.end) break;
    if (inner.start < at) continue;
    text += tree.text.slice(at, inner.start);
    at = inner.end;
  }
  return text + tree.text.slice(at, node.end);
}

/** A callback without a name is part of the function around it: a short one more would lower the mean. */
const isPart = ({ name }: FunctionSpan): boolean => name.endsWith('.<anonymous>');

/**
 * A longer file (UTF-16 units) is generated or amalgamated: reading it takes seconds, for each
 * candidate again, and its ratios would say little of a change.
 */
const LONGEST_FILE = 1_000_000;

/** Functions of one name, in their order: overloads, or methods of several implementations. */
export type Functions = ReadonlyMap<string, readonly ComparableFunction[]>;

/**
 * The functions of a file by name, and what the file says outside them by ''. `undefined` where
 * its language is unknown or it is too long.
 */
export async function comparableFunctions(
  path: string,
  text: string,
): Promise<Functions | undefined> {
  const tree = text.length > LONGEST_FILE ? undefined : await parse(path, text);
  if (tree === undefined) return undefined;
  const { language } = tree;
  const spans = functionsOf(tree).filter((span) => !isPart(span));
  const outside = tidy(ownText(tree, tree.root, spans, 0), language);
  const functions = new Map([['', [{ node: tree.root, language, ownText: outside }]]]);
  for (const [place, { name, node }] of spans.entries()) {
    const alike = functions.get(name) ?? [];
    functions.set(name, alike);
    alike.push({ node, language, ownText: ownText(tree, node, spans, place + 1) });
  }
  return functions;
}

/** Blank lines around functions are nobody's change; nor is indentation, but in Python. */
const tidy = (text: string, language: Language): string =>
  text
    .split('\n')
    .map((line) => (language === 'python' ? line.trimEnd() : line.trim()))
    .filter((line) => line !== '')
    .join('\n');

/** Those that say something that none of the others says; each other answers for one. */
function withoutTwins(
  own: readonly ComparableFunction[],
  others: readonly ComparableFunction[],
): readonly ComparableFunction[] {
  const left = new Map<string, number>();
  for (const { ownText } of others) left.set(ownText, (left.get(ownText) ?? 0) + 1);
  return own.filter(({ ownText }) => {
    const twins = left.get(ownText) ?? 0;
    left.set(ownText, twins - 1);
    return twins <= 0;
  });
}

/** The functions of one name whose own text differs; '' names what is outside of all. */
export interface Difference {
  readonly name: string;
  /** More than `after`: functions of this name are gone. */
  readonly before: readonly ComparableFunction[];
  readonly after: readonly ComparableFunction[];
}

/** Whatever only one side has differs there. */
export const differences = (base: Functions, head: Functions): readonly Difference[] =>
  [...new Set([...base.keys(), ...head.keys()])].flatMap((name) => {
    const [own, others] = [base.get(name) ?? [], head.get(name) ?? []];
    const [before, after] = [withoutTwins(own, others), withoutTwins(others, own)];
    return before.length + after.length === 0 ? [] : [{ name, before, after }];
  });
