/**
 * One line of manner for each sample, so that samples differ in approach and
 * not only in wording (PAPER.md, step 1). Written for repair in a repository.
 */
export const STRATEGIES: readonly string[] = [
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
];

/** Every strategy gets its turn before one comes back. */
export const strategyOf = (sample: number): string => STRATEGIES[sample % STRATEGIES.length] ?? '';
