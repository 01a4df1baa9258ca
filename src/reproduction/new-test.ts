import picomatch from 'picomatch';
import { isSource } from '../context/relevance.ts';
import { isProtected } from '../workspace/protected.ts';

/** Names and places of tests, over the languages that people repair. */
const TESTS = picomatch(
  [
    ...['**/__tests__/**', '**/{test,tests,spec,specs}/**', '**/*.{test,tests,spec,specs}.*'],
    ...['**/*{-,_}{test,spec}.*', '**/test_*.*', '**/{test,tests,spec}.*', '**/*{Test,Tests,IT}.*'],
  ],
  { nocase: false },
);

/** What runners load by itself, and what tests only lean on. */
const SUPPORT = picomatch(
  [
    ...['**/{conftest,__init__,sitecustomize,usercustomize}.py', '**/{setup,teardown}.*'],
    ...['**/{__mocks__,__snapshots__,fixture,fixtures,helper,helpers}/**', '**/{.*,.*/**}'],
    ...['**/*.{config,conf,setup,d}.*', '**/jest.*', '**/{global,root}-?({setup,teardown}).*'],
  ],
  { nocase: true, dot: true },
);

/** A file of tests by its name and place, in any language; nothing that configures or serves them. */
export const isTestPath = (path: string): boolean =>
  isSource(path) && TESTS(path) && !SUPPORT(path);

/** May a model put a new test here? Only where no candidate may change it afterwards. */
export const isNewTestPath = (path: string): boolean => isTestPath(path) && isProtected(path);
