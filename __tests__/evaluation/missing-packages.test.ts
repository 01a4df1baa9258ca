import { expect, test } from '@jest/globals';
import { missingPackage } from '../../src/evaluation/missing-packages.ts';

const PROJECT: Readonly<Record<string, string>> = {
  'package.json':
    '{ "name": "own", "dependencies": { "lodash": "4" }, "devDependencies": { "@a/b": "1" } }',
  'pyproject.toml': '[project]\nname = "shop"\ndependencies = ["Ruamel.YAML>=0.18", "numpy"]\n',
};
const read = async (path: string) => PROJECT[path];

const found = (...messages: readonly string[]) =>
  missingPackage(
    messages.map((message, at) => ({
      id: `${at}`,
      name: `${at}`,
      status: 'failed',
      durationMs: 1,
      message,
    })),
    Object.keys(PROJECT),
    read,
  );

test.each([
  ["Error: Cannot find package 'lodash' imported from /a/x.js", 'lodash'],
  ["Cannot find module '@a/b' from 'src/x.js'", '@a/b'],
  ['Error: Failed to resolve import "lodash" from "src/x.js".', 'lodash'],
  ["ModuleNotFoundError: No module named 'numpy'", 'numpy'],
  ["ModuleNotFoundError: No module named 'ruamel_yaml'", 'ruamel_yaml'],
  ["ModuleNotFoundError: No module named 'shop'", 'shop'],
])('%j: %s is declared and not installed', async (message, name) => {
  expect((await found(message, message))?.name).toBe(name);
});

test.each([
  ['a file of the project', "Cannot find module './lodash' from 'src/x.js'"],
  ['something inside of a package', "Cannot find module 'lodash/lats' from 'src/x.js'"],
  ['the project itself', "Cannot find package 'own' imported from /a/x.js"],
  ['what nobody declares', "Cannot find module 'lodahs' from 'src/x.js'"],
  ['a module of a package', "No module named 'shop.carts'"],
])('%s may be missing because of a defect', async (_, message) => {
  expect(await found(message)).toBeUndefined();
});

test('where one test fails for another reason, there is something to search for', async () => {
  expect(
    await found("Cannot find package 'lodash' imported", 'expected 1 to be 2'),
  ).toBeUndefined();
});
