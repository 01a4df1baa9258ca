/**
 * What is thrown, and only this: wrong use, an environment that cannot work,
 * a model that cannot be reached, a budget that is spent. A red test run, a
 * candidate that does not parse or a process that was killed are values.
 */

export interface FaultOptions extends ErrorOptions {
  /** What the program printed that failed. */
  readonly output?: string;
}

/** A fault that its reader can mend. `message` says what happened and where; `remedy` what to do next. */
export class OrpsError extends Error {
  override readonly name: string = 'OrpsError';
  readonly remedy: string;
  /** What the program printed that failed, whole: a stranger's text. */
  readonly output: string;
  constructor(message: string, remedy: string, { output = '', ...options }: FaultOptions = {}) {
    super(message, options);
    this.remedy = remedy;
    this.output = output;
  }
}

/** Wrong use or configuration: exit status 2. */
export class WrongUse extends OrpsError {
  override readonly name = 'WrongUse';
}

/** The machine or the checkout does not allow the work: exit status 2. */
export class BrokenEnvironment extends OrpsError {
  override readonly name = 'BrokenEnvironment';
}

/** The model cannot be reached or refuses the key; asking again is of no use. */
export class ModelUnavailable extends OrpsError {
  override readonly name = 'ModelUnavailable';
}

/** A hard budget ended; the search stops and the best so far is reported. */
export class BudgetSpent extends OrpsError {
  override readonly name = 'BudgetSpent';
}

/** GitHub does not do what it was asked to, and asking again is of no use. */
export class GitHubRefused extends OrpsError {
  override readonly name = 'GitHubRefused';
}

/** The user ended the run; `resume` is the folder to go on with, if there is anything in it. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly resume: string | undefined;
  constructor(resume: string | undefined, options?: ErrorOptions) {
    super('The run was interrupted.', options);
    this.resume = resume;
  }
}
