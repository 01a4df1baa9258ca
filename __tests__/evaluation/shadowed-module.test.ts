import { expect, test } from '@jest/globals';
import { shadowedModule } from '../../src/evaluation/shadowed-module.ts';

const PROJECT: Readonly<Record<string, string>> = {
  'shop/__init__.py': '',
  'shop/cart.py': 'import money\n',
  'src/money.py': '',
  'tests/test_cart.py':
    'import re, numpy as np\nfrom approx.core import close\nfrom shop import cart\n',
};
const files = async () => Object.keys(PROJECT);
const read = async (path: string) => PROJECT[path];

const found = (path: string, message = 'assert 1 == 2') =>
  shadowedModule(new Map([[path, 'x = 1\n']]), [{ message }], { files, read });

test.each([
  ['unittest.py', 'unittest'],
  ['src/unittest/__init__.py', 'unittest'],
  ['numpy.py', 'numpy'],
  ['src/approx.py', 'approx'],
  ['approx/__init__.py', 'approx'],
])('%s would be loaded as the module %s of the tests', async (path, module) => {
  expect(await found(path)).toEqual({ path, module });
});

test.each([
  ['a module inside of a package', 'shop/types.py'],
  ['a module that no test names', 'src/discounts.py'],
  ['a name that the repository has', 'money.py'],
  ['a change of what is there', 'shop/cart.py'],
])('%s is a repair like another', async (_, path) => {
  expect(await found(path)).toBeUndefined();
});

test('nor is a name excused by a longer one that is missing', async () => {
  const message = "ModuleNotFoundError: No module named 'unittest_extra'";
  expect(await found('unittest.py', message)).toMatchObject({ module: 'unittest' });
});

test('what the failing tests cannot find may be brought', async () => {
  expect(await found('numpy.py', "ModuleNotFoundError: No module named 'numpy'")).toBeUndefined();
});
