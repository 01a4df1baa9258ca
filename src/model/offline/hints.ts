import type { TestCase } from '../../ports.ts';
import type { OperatorName } from './operators/catalogue.ts';

/**
 * What the way of failing says about the defect. Test output is written by
 * strangers: a forged message can only change the order of the proposals.
 */
interface Hint {
  readonly seen: RegExp;
  readonly favours: Readonly<Partial<Record<OperatorName, number>>>;
}

/** No set of hints may drown what the operators' priors say. */
const STRONGEST = 2.5;

const HINTS: readonly Hint[] = [
  {
    seen: /NoneType|Cannot read propert|undefined is not|null is not|of undefined|of null|is not iterable/,
    favours: {
      conjunctAddition: 2,
      missingGuard: 2.5,
      missingDefault: 2,
      missingReturn: 1.5,
      propertyReplacement: 1.3,
    },
  },
  {
    seen: /IndexError|index out of range|RangeError: Invalid|pop from (an )?empty/,
    favours: {
      comparisonBoundary: 1.3,
      offByOne: 1.4,
      conditionReplacement: 1.6,
      conjunctAddition: 1.4,
      variableReplacement: 1.2,
    },
  },
  {
    seen: /RecursionError|Maximum call stack|[Tt]imed? ?out|Timeout|exceeded/,
    favours: {
      comparisonBoundary: 1.4,
      comparisonRange: 2,
      offByOne: 1.3,
      conditionReplacement: 1.4,
      conjunctAddition: 1.2,
      argumentSwap: 1.2,
      slicing: 1.2,
      statementInsertion: 1.2,
      bitwiseSwap: 1.3,
      arithmeticSwap: 1.2,
      power: 1.5,
      // Without its recursive call a function ends, but does not do its work.
      callUnwrap: 0.4,
    },
  },
  {
    seen: /not enough values to unpack|too many values|ZeroDivisionError/,
    favours: { conjunctAddition: 1.8, missingGuard: 2.5 },
  },
  {
    seen: /NameError|ReferenceError|is not defined|AttributeError|is not a function/,
    favours: { variableReplacement: 1.4, propertyReplacement: 1.6, calleeReplacement: 1.4 },
  },
  {
    seen: /changed size during iteration|mutated during/,
    favours: { callWrap: 1.5, rebinding: 2.5 },
  },
  {
    seen: /generator object|\[object Promise\]|coroutine|Promise \{/,
    favours: { callUnwrap: 2, missingAwait: 2, jumpChange: 2 },
  },
  {
    seen: /TypeError/,
    favours: { missingDefault: 1.3, emptyChange: 1.3, callWrap: 1.2, callUnwrap: 1.2 },
  },
];

/** How much more (or less) likely than usual an operator is after these failures; 1 where nothing speaks. */
export function favourOf(failures: readonly TestCase[]): (operator: OperatorName) => number {
  const text = failures.map((failure) => failure.message ?? '').join('\n');
  const seen = HINTS.filter((hint) => hint.seen.test(text));
  return (operator) =>
    Math.min(
      STRONGEST,
      seen.reduce((favour, hint) => favour * (hint.favours[operator] ?? 1), 1),
    );
}
