import { expect, test } from '@jest/globals';
import { configuredFiles } from '../../src/measure/configured-files.ts';

const configured = async (files: Readonly<Record<string, string>>, scripts = {}) => [
  ...(await configuredFiles({
    files: new Set(Object.keys(files)),
    read: async (path) => files[path],
    scripts: new Map(Object.entries(scripts)),
  })),
];

test.each([
  [
    'package.json',
    '{ "main": "src/a.js", "jest": { "setupFilesAfterEnv": ["<rootDir>/config/m.js"] } }',
  ],
  [
    'jest.config.js',
    "module.exports = {\n  globalSetup: './config/m.js',\n  roots: ['src/a.js'],\n};",
  ],
  ['vitest.config.ts', "export default { test: { setupFiles: [\n  './config/m.js',\n] } };"],
  ['.mocharc.yml', 'recursive: true\nrequire:\n  - ts-node/register\n  - config/m\n'],
  ['.mocharc.json', '{ "require": "./config/m.js" }'],
])('%s names a file that runs around the tests', async (name, text) => {
  expect(await configured({ [name]: text, 'config/m.js': '', 'src/a.js': '' })).toEqual([
    'config/m.js',
  ]);
});

test('a script loads a file before the tests', async () => {
  const scripts = { test: 'mocha --require ./config/m.js src' };
  expect(await configured({ 'config/m.js': '', 'src/a.js': '' }, scripts)).toEqual(['config/m.js']);
});
