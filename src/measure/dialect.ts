import type { Selection, TestLimits } from '../ports.ts';
import { jest } from './jest.ts';
import { mocha } from './mocha.ts';
import { nodeTest } from './node-test.ts';
import { pytest } from './pytest.ts';
import type { Recipe } from './recipe.ts';
import type { RunFolder } from './run-folder.ts';
import { vitest } from './vitest.ts';

/** One run, as a dialect has to phrase it. */
export interface Request {
  readonly recipe: Recipe;
  readonly selection: Selection;
  readonly limits: TestLimits;
  readonly folder: RunFolder;
  /** Absolute path of the project in the workspace. */
  readonly root: string;
  /** The lines that run are counted by process: no workers, and single tests wherever they can be chosen. */
  readonly tracing?: boolean;
}

/** How one test runner is asked for a report, for some of its tests, and for an early end. */
export interface Dialect {
  /** Files of ours that its process loads. */
  readonly assets: readonly string[];
  /** Is a name that comes twice one test in several phases, or two tests? */
  readonly repeats: 'phases' | 'tests';
  /** `NAME=value` words, quoted; `$NAME` expands where it stands in double quotes. */
  environment(request: Request): readonly string[];
  /** Shell statements that go before, in the project's folder. */
  prelude?(request: Request): readonly string[];
  /** Program and arguments, quoted. */
  words(request: Request): readonly string[];
}

export const DIALECTS: Readonly<Record<Recipe['kind'], Dialect>> = {
  jest,
  vitest,
  mocha,
  node: nodeTest,
  pytest,
};
