import type { Report } from '../../src/report/report.ts';

type Candidate = Report['candidates'][number];

const patch = `diff --git a/src/queue.js b/src/queue.js
--- a/src/queue.js
+++ b/src/queue.js
@@ -41,7 +41,7 @@ export class Queue {
   #next() {
-    if (this.#pending > this.concurrency) return;
+    if (this.#pending >= this.concurrency) return;
     const task = this.#tasks.shift();
-    if (!task) return;
+    if (task === undefined) return;
     this.#pending += 1;
     task.run().finally(() => this.#settle());
   }
`;

const narrowPatch = `--- a/src/queue.js
+++ b/src/queue.js
@@ -41,4 +41,4 @@ export class Queue {
   #next() {
-    if (this.#pending > this.concurrency) return;
+    if (this.#pending > this.concurrency - 1) return;
     const task = this.#tasks.shift();
     if (!task) return;
`;

const blank: Candidate = {
  id: '0.0',
  parent: null,
  round: 0,
  strategy: 'smallest-change',
  fate: 'truncated',
  verdict: 'failing',
  reason: '1 of 2 failing tests still fails.',
  failToPass: { passed: 1, total: 2 },
  passToPass: { passed: 148, total: 148 },
  processReward: 2.5,
  outcomeReward: 0.98,
  stepScore: 0.47,
  critique: 'Handles the limit but not a falsy task.',
  patch: narrowPatch,
  profile: { wall: 1.02, cpu: 1.01, peakRss: 1, pageFaults: null },
  statics: { lines: 1, nodes: 1.02, cyclomatic: 1, cognitive: 1 },
};

const winner: Candidate = {
  ...blank,
  id: '0.3/2',
  parent: '0.3',
  round: 1,
  strategy: 'root-cause',
  fate: 'finished',
  verdict: 'plausible',
  reason: 'All 2 failing tests pass and nothing that passed broke.',
  failToPass: { passed: 2, total: 2 },
  processReward: 4.6,
  outcomeReward: 1.97,
  stepScore: 0.94,
  critique:
    'Both causes are treated where they arise: the limit was off by one, and `!task` mistook a queued `0` for an empty queue. Nothing else reads `#pending`. No further change needed.',
  patch,
  profile: { wall: 0.97, cpu: 0.99, peakRss: 1, pageFaults: null },
};

const candidates: readonly Candidate[] = [
  blank,
  {
    ...blank,
    id: '0.1',
    strategy: 'guard-first',
    fate: 'failed',
    verdict: 'rejected',
    reason: 'The patch touches test/queue.test.js, which is protected.',
    failToPass: null,
    passToPass: null,
    processReward: null,
    outcomeReward: null,
    stepScore: null,
    critique: null,
    profile: null,
    statics: null,
  },
  {
    ...blank,
    id: '0.2',
    strategy: 'rewrite-function',
    fate: 'beam',
    verdict: 'broke',
    reason: 'Both failing tests pass, but 3 of 148 others fail now: drain, pause and clear.',
    failToPass: { passed: 2, total: 2 },
    passToPass: { passed: 145, total: 148 },
    processReward: 3,
    stepScore: 0.61,
    critique: 'Right idea, but the rewrite no longer emits `idle` when the queue drains.',
  },
  {
    ...blank,
    id: '0.3',
    strategy: 'root-cause',
    fate: 'beam',
    processReward: 3.5,
    stepScore: 0.66,
  },
  {
    ...blank,
    id: '0.2/0',
    parent: '0.2',
    round: 1,
    strategy: 'keep-interface',
    fate: 'truncated',
    verdict: 'plausible',
    reason: 'All 2 failing tests pass and nothing that passed broke.',
    failToPass: { passed: 2, total: 2 },
    processReward: 3.8,
    outcomeReward: 1.71,
    stepScore: 0.83,
    critique: 'Works, but allocates a new array on every call to `#next`.',
    profile: { wall: 1.21, cpu: 1.31, peakRss: 1.08, pageFaults: null },
  },
  {
    ...blank,
    id: '0.3/0',
    parent: '0.3',
    round: 1,
    fate: 'failed',
    verdict: null,
    reason: 'The edit matched nothing in src/queue.js, not even after a repair turn.',
    failToPass: null,
    passToPass: null,
    processReward: null,
    outcomeReward: null,
    stepScore: null,
    critique: null,
    patch: '',
    profile: null,
    statics: null,
  },
  {
    ...blank,
    id: '0.3/1',
    parent: '0.3',
    round: 1,
    fate: 'truncated',
    duplicateOf: '0.0',
    reason: 'The same files as 0.0.',
  },
  winner,
];

/** A run as it might have happened, with every part filled in. */
export const sample: Report = {
  schema: 'orps-result/1',
  status: 'fixed',
  reason: 'Candidate 0.3/2 passed the whole suite in 3 of 3 runs on a clean copy.',
  model: 'qwen3-coder-30b',
  seed: 7,
  base: { sha: '3f9c2e1b7a4d5c60918273645566778899aabbcc', branch: 'main', dirty: false },
  task: { goal: 'Make the failing tests pass.', testCommand: 'npx jest' },
  baseline: {
    tests: 151,
    failToPass: [
      {
        name: 'Queue › never runs more tasks than its concurrency',
        file: 'test/queue.test.js',
        message:
          'Expected: <= 2\nReceived: 3\n    at Object.<anonymous> (test/queue.test.js:58:22)\n    at Queue.#next (src/queue.js:43:9)',
      },
      {
        name: 'Queue › runs a task that is 0',
        file: 'test/queue.test.js',
        message: 'Exceeded timeout of 5000 ms for a test.',
      },
    ],
    passToPass: 148,
    flaky: ['Queue › drains within 10 ms'],
    durationMs: 8_400,
    usage: {
      wallMs: 4_100,
      cpuMs: 5_300,
      peakRssBytes: 143_000_000,
      minorFaults: 41_200,
      majorFaults: 0,
    },
  },
  best: {
    id: winner.id,
    strategy: winner.strategy,
    reasoning:
      'Two defects meet in `Queue.#next`.\n\n1. The guard compares with `>`, so one task too many starts when `#pending` equals `concurrency`.\n2. `if (!task)` treats a queued `0` as "nothing left" and never settles it; only `undefined` means that the queue is empty.\n\nBoth are fixed where they arise; callers keep their behaviour.',
    failToPass: winner.failToPass,
    passToPass: winner.passToPass,
    processReward: winner.processReward,
    outcomeReward: winner.outcomeReward,
    stepScore: winner.stepScore,
    critique: winner.critique,
    patch: winner.patch,
    profile: winner.profile,
    statics: winner.statics,
    verification: { runs: 3, passed: 3 },
  },
  candidates,
  rounds: [
    {
      round: 0,
      candidates: 4,
      alpha: 0.5,
      beta: 0.5,
      agreement: 0.8,
      beam: ['0.3', '0.2'],
      bestScore: 0.66,
    },
    {
      round: 1,
      candidates: 4,
      alpha: 0.45,
      beta: 0.55,
      agreement: 0.7,
      beam: [],
      bestScore: 0.94,
    },
  ],
  usage: {
    calls: 15,
    inputTokens: 96_200,
    outputTokens: 11_800,
    costUsd: 0.0421,
    cachedCalls: 2,
    unusableReplies: 1,
    repairTurns: 1,
  },
  timing: { totalMs: 94_000, modelMs: 61_000, testMs: 48_000, overheadMs: 900 },
  isolation: {
    level: 'bubblewrap',
    workspace: 'overlay',
    network: 'none',
    system: 'read-only',
    processes: 'private',
    notes: [],
  },
  stoppedBy: 'solved',
  settings: {
    preset: 'fast',
    samples: 4,
    beam: 2,
    rounds: 3,
    alpha: 0.5,
    beta: 0.5,
    temperature: 0.5,
  },
};
