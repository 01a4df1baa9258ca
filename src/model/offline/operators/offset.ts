import type { SyntaxNode } from '../../../syntax/tree.ts';
import { assignmentOf, binaryOf, callOf, subscriptOf } from '../constructs.ts';
import { type Operator, replacement } from '../mutant.ts';
import { inPlaceOf, isValue } from '../positions.ts';
import { Shape } from '../shape.ts';
import type { SourceFile } from '../source-file.ts';

/** How likely a number in this place is one too many or too few; 0 where it makes no sense. */
function placeFit(node: SyntaxNode, file: SourceFile): number {
  const parent = node.parent;
  if (parent === undefined) return 0;
  if (subscriptOf(parent)?.indexes.includes(node))
    return file.textOf(node).startsWith('-') ? 0.5 : 0.9;
  if (parent.kind === 'slice') return 0.9;
  const call = parent.parent === undefined ? undefined : callOf(parent.parent);
  if (call?.arguments.includes(node))
    return /^(range|slice|substring|substr|charAt|charCodeAt)$|\.(slice|substring|substr|charAt|charCodeAt)$/.test(
      file.textOf(call.callee),
    )
      ? 1
      : 0.7;
  const sign = binaryOf(parent)?.operator;
  if (sign !== undefined) return /^[<>]/.test(file.textOf(sign)) ? 0.5 : 0.35;
  if (parent.kind === 'return_statement') return 0.5;
  if (parent.kind === 'parenthesized_expression') return 0.6;
  return assignmentOf(parent)?.value === node ? 0.35 : 0;
}

const isNumeric = (node: SyntaxNode, file: SourceFile): boolean => {
  const shape = file.shapeOf(node) & file.expectedAt(node);
  return (shape & Shape.number) !== 0;
};

/** In a comparison one step is what a boundary swap does, and the other side would repeat it. */
function stepsAt(node: SyntaxNode, file: SourceFile): readonly string[] {
  const outer = node.parent === undefined ? undefined : binaryOf(node.parent);
  const sign = outer === undefined ? '' : file.textOf(outer.operator);
  if (!/^[<>]=?$/.test(sign)) return ['+ 1', '- 1'];
  if (outer?.right !== node) return [];
  return sign === '<' || sign === '>=' ? ['- 1'] : ['+ 1'];
}

/** `x` becomes `x + 1` or `x - 1`; `x - 1` becomes `x`. */
export const offByOne: Operator = function* (node, file) {
  if (!isValue(node) || !isNumeric(node, file)) return;
  const binary = binaryOf(node);
  const text = file.textOf(node);
  const certain =
    file.shapeOf(node) === Shape.number || file.expectedAt(node) === Shape.number ? 1 : 0.6;
  const fit = placeFit(node, file) * certain;
  if (fit === 0) return;
  if (/^\d+$/.test(text)) return;
  if (
    binary !== undefined &&
    file.textOf(binary.right) === '1' &&
    /^[-+]$/.test(file.textOf(binary.operator))
  ) {
    // Taking the 1 away is an operand removal; the other direction is an arithmetic swap.
    yield replacement(file, binary.right, '2', fit * 0.3);
    return;
  }
  if (binary !== undefined && file.shapeOf(node) === Shape.boolean) return;
  if (
    !/^(identifier|call|call_expression|attribute|member_expression|binary_operator|binary_expression|subscript|subscript_expression)$/.test(
      node.kind,
    )
  )
    return;
  const compound = binary === undefined ? 1 : 0.7;
  for (const step of stepsAt(node, file)) {
    yield replacement(file, node, inPlaceOf(node, `${text} ${step}`), fit * compound);
  }
};

/** `x` becomes `x - y` or `x + y` with a number in scope. */
export const variableOffset: Operator = function* (node, file) {
  if (node.kind !== 'identifier' || !isValue(node) || !isNumeric(node, file)) return;
  const fit = placeFit(node, file);
  if (fit === 0) return;
  const own = file.textOf(node);
  for (const [rank, name] of file.namesAt(node).entries()) {
    if (name === own || file.shapeOfNameAt(name, node) !== Shape.number) continue;
    const closeness = fit / (1 + rank / 4);
    yield replacement(file, node, inPlaceOf(node, `${own} - ${name}`), closeness);
    yield replacement(file, node, inPlaceOf(node, `${own} + ${name}`), closeness * 0.8);
  }
};
