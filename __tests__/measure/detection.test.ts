import { expect, test } from '@jest/globals';
import { type DetectionOptions, detectTestRunner } from '../../src/measure/detection.ts';
import { createProject } from './plain-workspace.ts';

const detect = async (
  files: Readonly<Record<string, string>>,
  packages: readonly string[] = [],
  options: DetectionOptions = {},
) => {
  await using project = await createProject(files, packages);
  const { kind, commandLine, build } = await detectTestRunner(project, options);
  return { kind, commandLine, build };
};

const UNIT = { 'a.test.js': 'test("x", () => {})' };

test.each([
  ['vitest', { devDependencies: { vitest: '1' } }, 'node_modules/.bin/vitest run'],
  ['jest', { devDependencies: { jest: '1' } }, 'node_modules/.bin/jest'],
  ['jest', { jest: {} }, 'node_modules/.bin/jest'],
  ['mocha', { devDependencies: { mocha: '1' } }, 'node_modules/.bin/mocha'],
] as const)('%s is found from the manifest %j', async (kind, manifest, commandLine) => {
  const files = { ...UNIT, 'package.json': JSON.stringify(manifest) };
  expect(await detect(files, [kind])).toMatchObject({ kind, commandLine });
});

test('a placeholder script is no test script', async () => {
  const scripts = { test: 'echo "Error: no test specified" && exit 1' };
  const manifest = JSON.stringify({ scripts, devDependencies: { mocha: '1' } });
  expect(await detect({ ...UNIT, 'package.json': manifest }, ['mocha'])).toMatchObject({
    kind: 'mocha',
  });
});

test("a Python project's own environment runs its tests, also beside a package.json for tools", async () => {
  const files = {
    'test_a.py': '',
    'package.json': '{"scripts":{"test":"prettier --check ."}}',
    '.venv/bin/python': '',
  };
  expect(await detect(files)).toMatchObject({
    kind: 'pytest',
    commandLine: '.venv/bin/python -m pytest',
  });
});

test('an interpreter behind a shim is started without the shim', async () => {
  await using pyenv = await createProject({
    'shims/python3': '',
    version: '3.11.7\n',
    'versions/3.11.7/bin/python3': '',
  });
  const environment = { PATH: `/nowhere:${pyenv.directory}/shims` };
  const { commandLine } = await detect({ 'test_a.py': '' }, [], { environment });
  expect(commandLine).toBe(`${pyenv.directory}/versions/3.11.7/bin/python3 -m pytest`);
});

test('a named command wins, and gets the report of the runner that it starts', async () => {
  const files = { ...UNIT, 'package.json': '{"scripts":{"test":"mocha","test:unit":"jest unit"}}' };
  const both = ['jest', 'mocha'];
  expect(await detect(files, both, { testCommand: 'npm run test:unit' })).toMatchObject({
    kind: 'jest',
    commandLine: 'node_modules/.bin/jest unit',
  });
  expect(await detect(files, both, { testCommand: 'make check', buildCommand: 'make' })).toEqual({
    kind: 'command',
    commandLine: 'make check',
    build: 'make',
  });
});

test.each([
  ["require('../dist/index.js')", '{}', 'npm run build'],
  ["import x from '../dist'", '{}', 'npm run build'],
  ["require('..')", '{"main":"dist/index.js"}', 'npm run build'],
  ["require('thing')", '{"name":"thing","exports":{".":"./dist/i.js"}}', 'npm run build'],
  ["require('../src/index.js')", '{}', undefined],
])('tests that hold %s in %s need the build %s', async (text, manifest, build) => {
  const scripts = { test: 'mocha', build: 'rollup -c' };
  const files = {
    'package.json': JSON.stringify({ scripts, ...JSON.parse(manifest) }),
    'src/index.js': '',
    'test/a.js': text,
  };
  expect((await detect(files, ['mocha'])).build).toBe(build);
});

test.each([
  [{ 'README.md': '' }, 'No tests found', '--test'],
  [
    { ...UNIT, 'package.json': '{"scripts":{"test":"jest"}}' },
    'jest, which is not installed',
    'npm ci',
  ],
  [{ 'package.json': '{' }, 'not valid JSON', 'package.json'],
])('%j is refused with the next step', async (files, message, remedy) => {
  const failure = detect(files);
  await expect(failure).rejects.toMatchObject({
    name: 'WrongUse',
    message: expect.stringContaining(message),
  });
  await expect(failure).rejects.toMatchObject({ remedy: expect.stringContaining(remedy) });
});
