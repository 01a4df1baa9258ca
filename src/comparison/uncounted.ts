const NO_TIME = 'which is more than there is.';

/** Why instructions were not counted, in a sentence: `because` says what it takes. */
export const lackedTime = (because: string): string =>
  `Instructions were not counted: ${because}, ${NO_TIME}`;

/** Is that such a sentence? */
export const isLackOfTime = (missing: string): boolean => missing.endsWith(NO_TIME);
