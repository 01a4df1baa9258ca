import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { takeBaseline } from '../../src/evaluation/baseline.ts';
import { createEvaluator } from '../../src/evaluation/evaluator.ts';
import { limitsFrom } from '../../src/evaluation/limits.ts';
import { verify } from '../../src/evaluation/verification.ts';
import { detectTestRunner } from '../../src/measure/detection.ts';
import type { Journal, TestRunner } from '../../src/ports.ts';
import { renderPatch } from '../../src/workspace/patch.ts';
import { type CandidateWorkspaces, createWorkspaces } from '../../src/workspace/workspaces.ts';

const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "type": "module", "scripts": { "test": "node --test" } }\n',
  'src/clamp.js': 'export const clamp = (x, low, high) => Math.max(low, x);\n',
  'test/clamp.test.js': `import assert from 'node:assert';
import { test } from 'node:test';
import { clamp } from '../src/clamp.js';
test('keeps to the upper bound', () => assert.equal(clamp(9, 0, 5), 5));
test('keeps to the lower bound', () => assert.equal(clamp(-1, 0, 5), 0));
test('leaves the rest alone', () => assert.equal(clamp(3, 0, 5), 3));
`,
};
const LIMITS = { suiteMs: 60_000, testMs: 5_000 };
const never = new AbortController().signal;
let folder = '';
let workspaces: CandidateWorkspaces;
let runner: TestRunner;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stages-'));
  const checkout = join(folder, 'project');
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(join(checkout, path, '..'), { recursive: true });
    writeFileSync(join(checkout, path), content);
  }
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args], {
      cwd: checkout,
    });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'base');
  mkdirSync(join(folder, 'scratch'));
  workspaces = await createWorkspaces({
    checkout,
    directory: '',
    scratch: join(folder, 'scratch'),
    environment: process.env,
    protect: (path) => path.startsWith('test/'),
  });
  runner = await detectTestRunner(
    { directory: checkout, read: (p) => workspaces.read(p), files: () => workspaces.files() },
    { environment: process.env },
  );
});
afterAll(async () => {
  await workspaces[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const baseline = () =>
  takeBaseline(workspaces, runner, { limits: LIMITS, isTarget: () => true }, never);
const clamp = (body: string) =>
  new Map([['src/clamp.js', `export const clamp = (x, low, high) => ${body};\n`]]);

async function evaluatorOf() {
  let runs = 0;
  const counted: TestRunner = {
    ...runner,
    run: (...args) => {
      runs++;
      return runner.run(...args);
    },
  };
  const base = await baseline();
  const kept = new Map<string, unknown>();
  const journal: Journal = {
    recall: (key) => kept.get(key),
    holds: (prefix) => [...kept.keys()].some((key) => key.startsWith(prefix)),
    record: async (key, value) => void kept.set(key, value),
  };
  const evaluator = createEvaluator(
    {
      workspaces,
      runner: counted,
      baseline: base,
      limits: {
        target: limitsFrom(base.target, LIMITS, 'target'),
        suite: limitsFrom(base.suite, LIMITS, 'suite'),
      },
      objectTo: async (changes) =>
        changes.has('package.json') ? 'It changes package.json.' : undefined,
      affectedTests: async () => [],
      runOnBase: async () => base.suite,
      statics: async () => null,
      profile: () => ({ wall: 1, cpu: 1, peakRss: 1, pageFaults: 1 }),
    },
    journal,
    2,
  );
  return { evaluator, runs: () => runs };
}

test('the baseline tells failing from passing tests', async () => {
  const { failToPass, passToPass, flaky } = await baseline();
  expect(failToPass.map((t) => t.name)).toEqual(['keeps to the upper bound']);
  expect(passToPass).toHaveLength(2);
  expect(flaky).toEqual([]);
});

test('failing tests that the task is not about are tolerated', async () => {
  const { failToPass, tolerated } = await takeBaseline(
    workspaces,
    runner,
    { limits: LIMITS, isTarget: () => false },
    never,
  );
  expect(failToPass).toEqual([]);
  expect(tolerated).toHaveLength(1);
});

test('a right patch is plausible', async () => {
  const { evaluator } = await evaluatorOf();
  const feedback = await evaluator.evaluate(clamp('Math.min(high, Math.max(low, x))'), 0, never);
  expect(feedback).toMatchObject({
    verdict: 'plausible',
    success: 1,
    failToPass: { passed: 1, total: 1 },
    passToPass: { passed: 2, total: 2 },
  });
});

test('a patch that repairs one test and breaks another broke it, and says which', async () => {
  const { evaluator } = await evaluatorOf();
  const feedback = await evaluator.evaluate(clamp('Math.min(high, x)'), 0, never);
  expect(feedback).toMatchObject({
    verdict: 'broke',
    failures: [{ name: 'keeps to the lower bound' }],
  });
  expect(feedback.success).toBeGreaterThan(0.5);
  expect(feedback.success).toBeLessThan(1);
});

test('a patch that repairs nothing ends after the failing tests', async () => {
  const { evaluator, runs } = await evaluatorOf();
  const feedback = await evaluator.evaluate(clamp('Math.max(x, low)'), 0, never);
  expect(feedback).toMatchObject({
    verdict: 'failing',
    success: 0,
    failures: [{ name: 'keeps to the upper bound' }],
  });
  expect(runs()).toBe(1);
});

test('a rejected patch runs nothing', async () => {
  const { evaluator, runs } = await evaluatorOf();
  const feedback = await evaluator.evaluate(new Map([['package.json', '{}']]), 0, never);
  expect(feedback).toMatchObject({ verdict: 'rejected', reason: 'It changes package.json.' });
  expect(runs()).toBe(0);
});

test('equal patches are executed once', async () => {
  const { evaluator, runs } = await evaluatorOf();
  const wrong = () => evaluator.evaluate(clamp('x'), 0, never);
  const [first, second] = await Promise.all([wrong(), wrong()]);
  expect(second).toEqual(first);
  await wrong();
  expect(runs()).toBe(1);
});

test('a patch that another one was executing before it was ended is executed for itself', async () => {
  const { evaluator } = await evaluatorOf();
  const end = new AbortController();
  const ended = evaluator.evaluate(clamp('low'), 0, end.signal);
  const wanted = evaluator.evaluate(clamp('low'), 0, never);
  end.abort();
  await expect(ended).rejects.toThrow();
  expect((await wanted).verdict).toBe('failing');
});

test('of the patches that wait, the first by order is executed first, whenever it came', async () => {
  const { evaluator } = await evaluatorOf();
  const done: number[] = [];
  const orders = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
  await Promise.all(
    orders.map(async (order) => {
      await evaluator.evaluate(clamp(`low - ${order}`), order, never);
      done.push(order);
    }),
  );
  // The first four were taken up before any had to wait, and end whenever they do. Two run at a
  // time, so neighbours among the others may overtake each other.
  const waited = done.filter((order) => order < 8);
  expect(waited).toHaveLength(8);
  for (const [place, order] of waited.entries()) {
    expect(Math.abs(order - place)).toBeLessThanOrEqual(2);
  }
});

test('a patch that hangs is failing, and says so', async () => {
  const { evaluator } = await evaluatorOf();
  const feedback = await evaluator.evaluate(clamp('{ for (;;); }'), 0, never);
  expect(feedback.verdict).toBe('failing');
  expect(feedback.failures[0]?.message).toMatch(/not (finish|end|run)|time/i);
}, 90_000);

const prove = async (body: string, needed = 1) => {
  const changes = clamp(body);
  const patch = await renderPatch(changes, (path) => workspaces.read(path), '');
  return verify(
    { patch, needed },
    workspaces,
    runner,
    await baseline(),
    { runs: 3, limits: { runMs: 60_000 }, onRun: () => undefined },
    never,
  );
};

test('a right patch holds three times on a clean copy', async () => {
  expect(await prove('Math.min(high, Math.max(low, x))')).toEqual({
    runs: 3,
    passed: 3,
    against: [],
    flaky: [],
  });
});

test('a wrong patch does not hold, and what speaks against it is named', async () => {
  expect(await prove('Math.min(high, x)')).toMatchObject({
    runs: 1,
    passed: 0,
    against: [{ name: 'keeps to the lower bound' }],
  });
});

test('a patch that is right only where it has run before does not hold', async () => {
  const first = "globalThis.first ??= !fs.existsSync('seen'); fs.writeFileSync('seen', '');";
  const body = `{ const fs = process.getBuiltinModule('fs'); ${first}
    return first && x < low ? x : Math.min(high, Math.max(low, x)); }`;
  expect(await prove(body)).toMatchObject({
    runs: 1,
    passed: 0,
    against: [{ name: 'keeps to the lower bound' }],
  });
});
