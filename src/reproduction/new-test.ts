import picomatch from 'picomatch';
import { isSource } from '../context/relevance.ts';
import { isProtected } from '../workspace/protected.ts';

/** Where a name says that a file holds tests, in the languages whose tests are named so. */
const NAMED = picomatch([
  ...['**/{test_*,*_test}.py', '**/*_test.go', '**/{*_{test,spec},test_*}.rb'],
  ...['**/{*{Test,Tests,IT,Spec},Test*}.{java,kt,scala,cs,php,swift}'],
  ...[
    '**/{test_*,*_test,*_tests}.{c,cc,cpp,rs}',
    '**/*{.,-,_}{test,tests,spec,specs}.?([cm])[jt]s?(x)',
  ],
]);

/** Where a folder says it: there any file with tests in it will do. */
const PLACED = picomatch(['**/{__tests__,test,tests,spec,specs}/**/*.{?([cm])[jt]s?(x),rs}'], {
  nocase: false,
});

/** What runners load by itself, what tests only lean on, and what is installed. */
const SUPPORT = picomatch(
  [
    ...[
      '**/{conftest,__init__,sitecustomize,usercustomize}.py',
      '**/{setup,teardown,index,main}.*',
    ],
    ...['**/{__mocks__,__snapshots__,fixture,fixtures,helper,helpers,node_modules,vendor}/**'],
    ...['**/{.*,.*/**}', '**/*.{config,conf,setup,d}.*', '**/jest.*'],
    ...['**/{global,root}-?({setup,teardown}).*', '**/mod.rs'],
  ],
  { nocase: true, dot: true },
);

/** A file of tests by its name and place, in any language; nothing that configures or serves them. */
export const isTestPath = (path: string): boolean =>
  isSource(path) && (NAMED(path) || PLACED(path)) && !SUPPORT(path);

/** May a model put a new test here? Only where no candidate may change it afterwards. */
export const isNewTestPath = (path: string): boolean => isTestPath(path) && isProtected(path);

const stemOf = (path: string): string => path.replace(/(\.d)?\.[^./]+$/, '');

/**
 * An existing file or folder that a new file would be found instead of: `foo.js`
 * comes before `foo.json` and `foo/index.js`.
 */
export function shadowedBy(path: string, files: readonly string[]): string | undefined {
  const stem = stemOf(path);
  return files.find((file) => stemOf(file) === stem || file.startsWith(`${stem}/`));
}
