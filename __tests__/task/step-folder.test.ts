import { expect, test } from '@jest/globals';
import { stepFolder } from '../../src/task/step-folder.ts';

const RUN = 'npm ci\nnpm test\n';
const known = { name: 'Run tests', script: ['npm ci', 'npm test'], testLine: 'npm test' };
const one = { run: RUN };
const EXPRESSION = ['$', '{{ matrix.dir }}'].join('');

test.each([
  ['its own', { jobs: { a: { steps: [{ ...one, 'working-directory': 'web' }] } } }, 'web'],
  [
    "its job's",
    { jobs: { a: { defaults: { run: { 'working-directory': './api/' } }, steps: [one] } } },
    'api',
  ],
  [
    "the workflow's",
    { defaults: { run: { 'working-directory': 'lib' } }, jobs: { a: { steps: [one] } } },
    'lib',
  ],
  [
    'its own, found by name where expressions differ',
    {
      jobs: {
        a: {
          steps: [{ name: 'Run tests', run: `npm test ${EXPRESSION}`, 'working-directory': 'web' }],
        },
      },
    },
    'web',
  ],
])('the folder of a step is %s', (_, workflow, folder) => {
  expect(stepFolder(workflow, known)).toBe(folder);
});

test('folders that its script enters count', () => {
  const workflow = { jobs: { a: { steps: [{ name: 'Run tests', 'working-directory': 'web' }] } } };
  const script = ['cd packages/one', 'npm test'];
  expect(stepFolder(workflow, { ...known, script })).toBe('web/packages/one');
  expect(stepFolder(undefined, { ...known, script })).toBe('packages/one');
});

test.each([
  ['says nothing', { jobs: { a: { steps: [one] } } }],
  ['is no workflow', 'text'],
  ['leaves the repository', { jobs: { a: { steps: [{ ...one, 'working-directory': '../x' }] } } }],
  ['is absolute', { jobs: { a: { steps: [{ ...one, 'working-directory': '/etc' }] } } }],
  [
    'is known to the runner alone',
    { jobs: { a: { steps: [{ ...one, 'working-directory': EXPRESSION }] } } },
  ],
  [
    'says two things',
    {
      jobs: {
        a: { steps: [{ ...one, 'working-directory': 'web' }] },
        b: { steps: [{ ...one, 'working-directory': 'api' }] },
      },
    },
  ],
])('a file that %s tells of no folder', (_, workflow) => {
  expect(stepFolder(workflow, known)).toBeUndefined();
});
