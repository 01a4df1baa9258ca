import { expect, test } from '@jest/globals';
import { sourcesOf } from '../../../src/model/offline/built-from.ts';

const files = ['src/core/range.ts', 'src/range.ts', 'src/list.ts', 'test/range.test.ts'];
const repository = { files, editable: new Set(files.slice(0, 3)) };

test.each([
  ['the one of the same name', 'dist/list.js', ['src/list.ts']],
  ['the nearest by its folders', 'dist/core/range.min.js', ['src/core/range.ts']],
  ['both, where nothing tells them apart', 'dist/range.js', ['src/core/range.ts', 'src/range.ts']],
  ['none, for a bundle of another name', 'dist/bundle.js', []],
  ['none, for a file that is a source itself', 'src/list.ts', []],
])('a built file without a source map was made of %s', (_, built, sources) => {
  expect(sourcesOf([built], repository)).toEqual(sources);
});
