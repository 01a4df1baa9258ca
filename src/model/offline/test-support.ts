import { posix } from 'node:path';

const WORDS = new Set(
  'test tests testing testcase testcases testdata testutil testutils spec specs fixture fixtures mock mocks'.split(
    ' ',
  ),
);

/** Does a folder's name say that its files are for tests? `latest` and `inspector` do not. */
export const isTestSupport = (path: string): boolean =>
  posix
    .dirname(path)
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[/_\-.]+/)
    .some((word) => WORDS.has(word));
