import type { Aim } from './aims.ts';

/**
 * One line of manner for each sample, so that samples differ in approach and
 * not only in wording (PAPER.md, step 1). Written for work in a repository.
 */
export const STRATEGIES: Readonly<Record<Aim, readonly string[]>> = {
  repair: [
    'Smallest change: alter as few characters as you can, at each place where the defect is: copied code may hold it twice.',
    'Root cause first: follow the failing value back to where it first goes wrong, and repair it there rather than where it shows.',
    'Boundaries: check every comparison, index, slice and loop bound on the path; look for an error by one.',
    'Missing case: look for an input that nobody handled (empty, null, negative, zero, nested, repeated) and handle it.',
    'Wrong operand: check that every call gets the right arguments in the right order and every expression the right variable.',
    'Contract: read how callers and tests use the function, state its contract to yourself, and make the code keep it.',
    'Sibling code: find the code beside it that does the same job correctly, and bring this one in line.',
    'All places: assume that the same defect stands in several parallel implementations, and repair each of them.',
    'State: look for something that is mutated, shared, cached or not reset, and repair its life cycle.',
    'Order of steps: look for statements in the wrong order, or one that is missing between two others.',
    'Conditions: rewrite the deciding condition from scratch from what it ought to say, then compare.',
    'Types and conversions: look for a value of the wrong kind (string for number, naive for aware, bytes for text, object for its copy).',
    'Defensive: make the function robust against the input in the failing test and its relatives, without hiding errors.',
    'Simplify: replace the convoluted part by something plainly right; a net deletion is welcome.',
    'Standard library: replace hand-made logic that is wrong by what the language or an existing dependency offers.',
    'Termination: make sure that every loop and recursion makes progress and ends, and is right when it ends.',
    'Generality: repair the whole class of inputs that the failing test is one instance of, not this instance.',
    'Specification: if the behaviour follows a standard or the documentation in the repository, implement what that says.',
    'Frugal: among the right repairs choose the one with the least work per call: no needless copies, passes or allocations.',
    'Readable: among the right repairs choose the one that the maintainers would have written, in the style of the file.',
  ],
  performance: [
    'Complexity: find the loop within a loop, the repeated search, the sort that is redone, and replace it by an algorithm of a lower order.',
    'Hottest line: find the one place where most of the time must go by the number of times it runs, and make that cheaper.',
    'Once instead of often: move what does not change out of the loop, the call or the constructor, up to the module where that is safe.',
    'Data structure: replace lists that are searched by sets or maps, strings that are grown by parts that are joined, queues that shift by indices.',
    'Allocation: avoid the copies, slices, spreads, closures, temporary arrays and objects of every turn.',
    'Fast path: handle the common, simple input first and directly, and leave the general way to the rest.',
    'Early exit: stop as soon as the answer is known, and test the cheapest and most telling condition first.',
    'Passes: merge several passes over the same data into one.',
    'Laziness: do nothing before somebody needs it; do not build what is thrown away.',
    'Built in: let a function of the language or its library, which is native, do what a loop does by hand.',
    'Regular expressions: compile once, anchor, avoid backtracking, or replace them by plain string operations.',
    'Tables: precompute what depends on few values, and look it up.',
    'Memory of results: keep what a pure function gave for the same small set of inputs, bounded, and only where it is asked again.',
    'Calls: inline the small helper on the hot path, and avoid dynamic dispatch, argument objects, wrappers and exceptions there.',
    'Types: keep values and objects of one shape and kind on the hot path, and avoid conversions back and forth.',
    'Attribute and name look-up: bind what is used in a loop to local variables.',
    'Start-up: import, parse, compile and open only what this run needs.',
    'Input and output: read and write in larger pieces, and not the same thing twice.',
    'Net deletion: look for work whose result nobody uses, and delete it.',
    'Readable: choose the gain that makes the code simpler as well.',
  ],
};

/** Every strategy gets its turn before one comes back. */
export const strategyOf = (strategies: readonly string[], sample: number): string =>
  strategies[sample % strategies.length] ?? '';
