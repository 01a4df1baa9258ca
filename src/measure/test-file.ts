const FOLDER = /(?:^|\/)(?:__tests__|tests?|spec|specs|testing)\//;
const NAME =
  /(?:^|\/)(?:test_[^/]*\.py|[^/]*_test\.py|conftest\.py|[^/]*[._-](?:test|tests|spec)\.[cm]?[jt]sx?|tests?\.[cm]?[jt]sx?)$/;
const CODE = /\.(?:py|[cm]?[jt]sx?)$/;

/** Does this path look like a file of tests, by the conventions of the runners that we know? */
export const isTestFile = (path: string): boolean =>
  CODE.test(path) && (NAME.test(path) || FOLDER.test(path));

/** Does its very name say so, wherever it lies? What else lies in a folder of tests may be a helper of all of them. */
export const isNamedTestFile = (path: string): boolean =>
  NAME.test(path) && !/(?:^|\/)conftest\.py$/.test(path);

/** May a fault lie here? Not in tests, not in the runner's own configuration. */
export const isSourceFile = (path: string): boolean =>
  !isTestFile(path) && !/(?:^|\/)[^/]*(?:\.config|rc)\.[cm]?[jt]s$/.test(path);

/** Python's runner goes by names alone. */
export const isPythonTestFile = (path: string): boolean =>
  /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/.test(path);

const DECLARES =
  /\b(?:test|it|describe|suite)(?:\.\w+){0,4}\s{0,9}\(|\bdef test|\bfunc Test|#\[test\]|@Test\b|\b(?:func|function|void) test|\bTEST(?:_F|_CASE)?\s*\(/;

/** Does a file declare tests, in any language? Beside them lie data, helpers, and scripts that only assert. */
export const declaresTests = (content: string): boolean => DECLARES.test(content);
