import { isFunction } from '../syntax/function-kinds.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { ControlFlow } from './flow/control-flow.ts';
import { counts } from './statics-decisions.ts';
import { isDirective, runsOfLogic } from './statics-logic.ts';

const JUMPS = new Set([
  'break_statement',
  'continue_statement',
  'goto_statement',
  'break_expression',
  'continue_expression',
]);

/** An else without a node of its own: Go and Java hang what it holds directly on the if. */
const isBareElse = (node: SyntaxNode, { ifs, elses }: ControlFlow): boolean =>
  node.field === 'alternative' &&
  !elses.has(node.kind) &&
  node.parent !== undefined &&
  ifs.has(node.parent.kind);

/** `else if` is one break in the flow, not an else with an if inside. */
const isElseIf = (node: SyntaxNode, flow: ControlFlow): boolean =>
  flow.ifs.has(node.kind) && (node.parent?.kind === 'else_clause' || isBareElse(node, flow));

const isNamedJump = (node: SyntaxNode, { labels }: ControlFlow): boolean =>
  JUMPS.has(node.kind) && node.children.some(({ kind }) => labels.has(kind));

/** A node's cost of its own, and the nesting of what it contains. */
interface Step {
  readonly cost: number;
  readonly nesting: number;
}

/** Only Python's try has an else without being a break itself. */
const isDeepened = ({ parent }: SyntaxNode, { breaks }: ControlFlow): boolean =>
  parent !== undefined && breaks.has(parent.kind);

/** An else costs 1 however deep, and is as deep as what its if contains; an `else if` likewise. */
function elseAt(node: SyntaxNode, nesting: number, flow: ControlFlow): Step | undefined {
  if (flow.elses.has(node.kind)) {
    return { cost: 1, nesting: isDeepened(node, flow) ? nesting : nesting + 1 };
  }
  // A clause has paid for its `else if` already.
  return isElseIf(node, flow) ? { cost: isBareElse(node, flow) ? 1 : 0, nesting } : undefined;
}

function stepAt(node: SyntaxNode, nesting: number, flow: ControlFlow): Step {
  const step = elseAt(node, nesting, flow);
  if (step !== undefined) return step;
  const bare = isBareElse(node, flow) ? 1 : 0;
  if (counts(node, flow.breaks, flow)) return { cost: bare + 1 + nesting, nesting: nesting + 1 };
  return { cost: bare + runsOfLogic(node, flow) + (isNamedJump(node, flow) ? 1 : 0), nesting };
}

/**
 * Cognitive Complexity of a function, or of a file outside its functions (G. Ann Campbell, SonarSource
 * 2018): breaks in the linear flow, more the deeper they are nested. Recursion
 * is left out, since a name alone does not prove it.
 */
export function cognitiveComplexity(root: SyntaxNode, flow: ControlFlow): number {
  let total = 0;
  const pending = [{ node: root, nesting: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node } = next;
    if (!node.named || isDirective(node)) continue;
    const isInner = node !== root && isFunction(node);
    if (isInner && root.parent === undefined) continue;
    const { cost, nesting } = stepAt(node, next.nesting + (isInner ? 1 : 0), flow);
    total += cost;
    for (const child of node.children) pending.push({ node: child, nesting });
  }
  return total;
}
