import { expect, test } from '@jest/globals';
import { asInputs } from '../../src/report/input-words.ts';
import { nextSteps } from '../../src/report/next-steps.ts';
import type { Report } from '../../src/report/report.ts';
import { sample } from './sample.ts';

const { best } = sample;
const unresolved: Report = { ...sample, status: 'unresolved', stoppedBy: 'rounds', best: null };

const failingWith = (message: string): Report => ({
  ...unresolved,
  baseline: { ...sample.baseline, failToPass: [{ name: 'fetches', message }] },
});

test.each([
  'Error: getaddrinfo EAI_AGAIN example.org',
  'connect ECONNREFUSED 127.0.0.1:5432',
  'TypeError: fetch failed',
  'socket.gaierror: [Errno -3] Temporary failure in name resolution',
  'requests.exceptions.ConnectionError: [Errno 101] Network is unreachable',
])('a failure that may only want a network is said to be one: %s', (message) => {
  const isolated = { ...failingWith(message), isolation: { ...sample.isolation, network: 'none' } };
  expect(nextSteps(isolated as Report).advice[0]).toMatch(/^1 failing test speaks of the network/);
  const open = { ...isolated, isolation: { ...sample.isolation, network: 'host' } };
  expect(nextSteps(open as Report).advice.join()).not.toMatch(/network/);
});

test.each([
  "EROFS: read-only file system, open '/home/x'",
  'OSError: [Errno 30] Read-only file system',
])('a failure that the isolation may have made is said to be one: %s', (message) => {
  const walled = {
    ...failingWith(message),
    isolation: { ...sample.isolation, system: 'read-only' },
  };
  const words = /^1 failing test speaks of a read-only file system/;
  expect(nextSteps(walled as Report).advice[0]).toMatch(words);
  const fixed = { ...walled, status: 'fixed', best };
  expect(nextSteps(fixed as Report).advice[0]).toMatch(words);
  const open = { ...walled, isolation: { ...sample.isolation, system: 'writable' } };
  expect(nextSteps(open as Report).advice.join()).not.toMatch(/read-only/);
});

test.each([
  ['Check `--model`, --base-url and --test.', 'Check `model`, `base-url` and `test-command`.'],
  ['Try `--preset paper` or --rounds.', 'Try `preset: paper` or `rounds`.'],
  ['`orps fix --resume DIR` goes on.', '`orps fix --resume DIR` goes on.'],
  ['More words (`--goal`) help; a -- b stays.', 'More words (`/orps retry`) help; a -- b stays.'],
  ['npm install --legacy-peer-deps', 'npm install --legacy-peer-deps'],
  ['Set ORPS_API_KEY or OPENAI_API_KEY.', 'Set `api-key`.'],
])('the action says of %j: %j', (words, said) => expect(asInputs(words)).toBe(said));

test('an ordinary failure is not blamed on the network', () => {
  const report = failingWith('AssertionError: expected 3, got 2');
  expect(nextSteps(report).advice.join()).not.toMatch(/network/);
});

test('a patch that held in the search and not in its proof points at a flaky test', () => {
  if (best === null) throw new Error('The sample has a best candidate.');
  const report: Report = {
    ...unresolved,
    best: { ...best, verification: { runs: 2, passed: 1 } },
  };
  expect(nextSteps(report).advice[0]).toMatch(/it is flaky/);
  const proven: Report = { ...report, status: 'improved', best };
  expect(nextSteps(proven).advice.join()).not.toMatch(/flaky/);
});

test('the recipe goes to the folder of the project, whatever it is called', () => {
  const commandsIn = (directory?: string) =>
    nextSteps({
      ...sample,
      task: { ...sample.task, ...(directory === undefined ? {} : { directory }) },
    }).commands;
  expect(commandsIn('packages/core')).toContain('cd packages/core');
  expect(commandsIn("it's; rm")).toContain("cd 'it'\\''s; rm'");
  expect(commandsIn().join()).not.toContain('cd ');
});

test('a green suite asks for a failing test, and not for more words', () => {
  const { advice } = nextSteps({ ...sample, status: 'nothing-to-do', best: null });
  expect(advice[0]).toMatch(/add a test that fails/);
});

test('where nothing passes and nothing could be proposed, the command itself is doubted', () => {
  const report: Report = { ...unresolved, baseline: { ...sample.baseline, passToPass: 0 } };
  expect(nextSteps(report).advice[0]).toMatch(/^No test passes on the base: see that `/);
  expect(nextSteps(unresolved).advice.join()).not.toMatch(/No test passes/);
});
