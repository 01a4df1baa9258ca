import type { Operator } from '../mutant.ts';
import { arithmeticSwap, bitwiseSwap, operandRemoval, power } from './arithmetic.ts';
import { calleeReplacement, callUnwrap } from './call.ts';
import { comparisonBoundary, comparisonKind, comparisonRange } from './comparison.ts';
import { emptyChange, numberChange, truthChange } from './constant.ts';
import {
  combination,
  expressionReplacement,
  expressionToVariable,
  slicing,
  targetReplacement,
} from './expression.ts';
import { missingDefault, missingGuard } from './guard.ts';
import { branchUnwrap, jumpChange, missingAwait, patternTweak } from './keyword.ts';
import {
  conditionReplacement,
  conjunctAddition,
  conjunctRemoval,
  logicSwap,
  negation,
} from './logic.ts';
import { statementInsertion } from './missing-statement.ts';
import { propertyReplacement, variableReplacement } from './name.ts';
import { offByOne, variableOffset } from './offset.ts';
import { argumentSwap, indexSwap, operandSwap } from './order.ts';
import { idleComparison, missingReturn, returnReplacement } from './outcome.ts';
import { rebinding, statementMove, statementRemoval } from './statement.ts';
import { callWrap, runningExtreme } from './wrap.ts';

/**
 * Every operator with its prior: how likely a defect is mended by it, relative
 * to the others, before anything is known about the failure. The numbers come
 * from the ranks measured in docs/offline.md, rounded to tenths on purpose:
 * finer ones would only remember the programs that they were measured on.
 */
export const CATALOGUE = {
  comparisonBoundary: { prior: 1, mutate: comparisonBoundary },
  comparisonKind: { prior: 0.5, mutate: comparisonKind },
  comparisonRange: { prior: 0.4, mutate: comparisonRange },
  arithmeticSwap: { prior: 0.5, mutate: arithmeticSwap },
  bitwiseSwap: { prior: 1, mutate: bitwiseSwap },
  operandRemoval: { prior: 0.5, mutate: operandRemoval },
  power: { prior: 0.2, mutate: power },
  logicSwap: { prior: 0.7, mutate: logicSwap },
  conjunctRemoval: { prior: 0.7, mutate: conjunctRemoval },
  negation: { prior: 0.6, mutate: negation },
  conjunctAddition: { prior: 0.6, mutate: conjunctAddition },
  conditionReplacement: { prior: 0.7, mutate: conditionReplacement },
  offByOne: { prior: 0.9, mutate: offByOne },
  variableOffset: { prior: 0.4, mutate: variableOffset },
  numberChange: { prior: 0.6, mutate: numberChange },
  truthChange: { prior: 0.7, mutate: truthChange },
  emptyChange: { prior: 0.6, mutate: emptyChange },
  argumentSwap: { prior: 0.9, mutate: argumentSwap },
  indexSwap: { prior: 0.8, mutate: indexSwap },
  operandSwap: { prior: 0.7, mutate: operandSwap },
  variableReplacement: { prior: 0.8, mutate: variableReplacement },
  propertyReplacement: { prior: 0.8, mutate: propertyReplacement },
  callUnwrap: { prior: 0.7, mutate: callUnwrap },
  calleeReplacement: { prior: 0.9, mutate: calleeReplacement },
  callWrap: { prior: 0.4, mutate: callWrap },
  runningExtreme: { prior: 0.5, mutate: runningExtreme },
  expressionReplacement: { prior: 0.4, mutate: expressionReplacement },
  expressionToVariable: { prior: 0.5, mutate: expressionToVariable },
  targetReplacement: { prior: 0.5, mutate: targetReplacement },
  combination: { prior: 0.5, mutate: combination },
  slicing: { prior: 0.5, mutate: slicing },
  returnReplacement: { prior: 0.6, mutate: returnReplacement },
  missingReturn: { prior: 0.8, mutate: missingReturn },
  idleComparison: { prior: 1, mutate: idleComparison },
  missingGuard: { prior: 0.3, mutate: missingGuard },
  missingDefault: { prior: 0.3, mutate: missingDefault },
  statementInsertion: { prior: 0.7, mutate: statementInsertion },
  statementRemoval: { prior: 0.5, mutate: statementRemoval },
  statementMove: { prior: 0.4, mutate: statementMove },
  rebinding: { prior: 0.4, mutate: rebinding },
  missingAwait: { prior: 0.8, mutate: missingAwait },
  patternTweak: { prior: 0.5, mutate: patternTweak },
  branchUnwrap: { prior: 0.3, mutate: branchUnwrap },
  jumpChange: { prior: 0.5, mutate: jumpChange },
} as const satisfies Readonly<Record<string, { prior: number; mutate: Operator }>>;

export type OperatorName = keyof typeof CATALOGUE;
