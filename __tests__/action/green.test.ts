import { afterAll, expect, test } from '@jest/globals';
import { GOOD, GREEN_BUT_WRONG, serveTester, testOf } from '../reproduction/tester.ts';
import { type Bundle, searchedBundle } from './bundle.ts';
import { git, openPlace, type Place } from './job.ts';
import { labelled } from './payloads.ts';

// Concurrent tests begin before any hook does.
const searched: Promise<Bundle> = searchedBundle();
afterAll(async () => (await searched)[Symbol.asyncDispose]());

async function green(tests: readonly string[], inputs: Readonly<Record<string, string>> = {}) {
  const place = await openPlace(GREEN_BUT_WRONG);
  const server = await serveTester({ tests });
  const search = { model: 'm', 'base-url': server.baseUrl, samples: '1', rounds: '1' };
  const result = await place.run('issues', labelled(), { inputs: { ...search, ...inputs } });
  await server[Symbol.asyncDispose]();
  if (result.exitCode !== 0) console.log(result.log);
  expect(place.github.violations).toEqual([]);
  return { place, result };
}

const lastComment = ({ state }: Place): string => state.comments.at(-1)?.body ?? '';
const pullOf = ({ state }: Place) => [...state.pulls.values()][0];

test.concurrent('a labelled issue whose suite is green becomes a test and a repair, as a draft', async () => {
  const { place, result } = await green([GOOD]);
  await using _ = place;
  expect(result.outputs).toMatchObject({ conclusion: 'fixed', 'tests-fixed': '1' });
  expect(pullOf(place)).toMatchObject({ draft: true });
  expect(lastComment(place)).toContain('the model wrote `test/ends.test.js`');
  expect(pullOf(place)?.body).toContain('The model wrote `test/ends.test.js`');
  expect(git(place.state.bare, 'show', '--name-status', '--format=%b', 'orps/issue-5')).toMatch(
    /a model wrote it[\s\S]*M\tsrc\/range\.js\nA\ttest\/ends\.test\.js/,
  );
});

test.concurrent('nothing reproduces: the comment says what was tried and what is missing', async () => {
  const passes = testOf('test/start.test.js', 'starts', 'assert.equal(range(1, 3)[0], 1)');
  const { place, result } = await green([passes]);
  await using _ = place;
  expect(result.outputs).toMatchObject({ conclusion: 'nothing-to-do', 'pr-number': '' });
  expect(lastComment(place)).toContain('`test/start.test.js`: It passes on the code as it is');
  expect(lastComment(place)).toContain('or add a failing test');
});

test.concurrent('without a model the comment says that one is missing', async () => {
  const { place } = await green([], { model: 'offline', 'base-url': '' });
  await using _ = place;
  expect(lastComment(place)).toContain('The offline programmer writes no tests');
});

/** A bundle that claims to bring these new tests, by this patch. */
const claiming = async (tests: readonly string[], more: string): Promise<string> =>
  (await searched).altered('result.json', (value) => {
    const best = value.best as { readonly patch: string };
    const reproduction = { tests, critique: null, score: null, attempts: [] };
    return { ...value, reproduction, best: { ...best, patch: `${best.patch}${more}` } };
  });

const added = (path: string): string =>
  `diff --git a/${path} b/${path}\nnew file mode 100644\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1,1 @@\n+x\n`;

const WEAKENED = `diff --git a/clamp.test.js b/clamp.test.js
--- a/clamp.test.js
+++ b/clamp.test.js
@@ -4,3 +4,2 @@
 test('above', () => assert.equal(clamp(9, 0, 5), 5));
 test('below', () => assert.equal(clamp(-1, 0, 5), 0));
-test('between', () => assert.equal(clamp(3, 0, 5), 3));
`;

test.concurrent.each([
  ['an old test', 'clamp.test.js', WEAKENED],
  ['a workflow', '.github/workflows/x.test.js', added('.github/workflows/x.test.js')],
  ['a manifest', 'test/package.json', added('test/package.json')],
  ['a set-up file', 'tests/conftest.py', added('tests/conftest.py')],
])('a bundle cannot pass off %s as a new test', async (_, path, more) => {
  await using place = await openPlace();
  const bundle = await claiming([path], more);
  const result = await place.run('issues', labelled(), { inputs: { mode: 'publish', bundle } });
  expect(pullOf(place)).toBeUndefined();
  expect(result.log + lastComment(place)).toContain(`The patch changes \`${path}\``);
});

test.concurrent('a bundle may bring a new test, and nothing that it does not name', async () => {
  await using place = await openPlace();
  const path = 'test/more.test.js';
  const named = await claiming([path], added(path));
  await place.run('issues', labelled(), { inputs: { mode: 'publish', bundle: named } });
  expect(pullOf(place)).toMatchObject({ draft: true });
  await using other = await openPlace();
  const unnamed = await claiming([], added(path));
  await other.run('issues', labelled(), { inputs: { mode: 'publish', bundle: unnamed } });
  expect(pullOf(other)).toBeUndefined();
});
