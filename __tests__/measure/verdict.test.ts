import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseReportLines } from '../../src/measure/report-lines.ts';
import { toCases } from '../../src/measure/test-case.ts';
import { judge } from '../../src/measure/verdict.ts';
import type { Execution, TestRun } from '../../src/ports.ts';

const usage = {
  wallMs: 3_000,
  cpuMs: null,
  peakRssBytes: null,
  minorFaults: null,
  majorFaults: null,
};
const ended = (exitCode: number | null, end: Execution['end'] = 'exited'): Execution => ({
  end,
  exitCode,
  output: 'words',
  usage,
});
const line = (event: string, more: object = {}): string =>
  `${JSON.stringify({ event, ...more })}\n`;
const verdict = (name: string, status: string, more: object = {}): string =>
  line('case', { file: 'a.js', name, status, ms: 1, ...more });
const END = line('end');
const judgeText = (execution: Execution, text: string | undefined): TestRun =>
  judge(
    execution,
    text === undefined ? undefined : parseReportLines(text),
    { kind: 'all' },
    'tests',
  );

test.each([
  ['a passing report and status 0', ended(0), verdict('x', 'passed') + END, 'reported'],
  ['a failing report and status 1', ended(1), verdict('x', 'failed') + END, 'reported'],
  ['a failing report and status 0', ended(0), verdict('x', 'failed') + END, 'unreadable'],
  ['a passing report and status 1', ended(1), verdict('x', 'passed') + END, 'unreadable'],
  [
    'a passing report and a kill',
    ended(null, 'out-of-memory'),
    verdict('x', 'passed') + END,
    'unreadable',
  ],
  ['a report that stops before its end', ended(0), verdict('x', 'passed'), 'unreadable'],
  ['a report without tests', ended(0), END, 'unreadable'],
  ['an empty report', ended(0), '', 'unreadable'],
  ['no report', ended(0), undefined, 'unreadable'],
  ['a line of something else', ended(0), `${verdict('x', 'passed')}hello\n${END}`, 'unreadable'],
  ['the time limit', ended(null, 'timed-out'), verdict('x', 'passed'), 'timed-out'],
  ['the time limit before any report', ended(null, 'timed-out'), undefined, 'timed-out'],
])('%s is %s', (_, execution, text, kind) => {
  expect(judgeText(execution, text).kind).toBe(kind);
});

test('a crash is the failure of the test that was running', () => {
  const text = verdict('x', 'passed') + line('started', { file: 'a.js', name: 'y' });
  const run = judgeText(ended(139), text);
  expect(run.kind).toBe('reported');
  expect(run.cases.map((one) => [one.id, one.status])).toEqual([
    ['a.js::x', 'passed'],
    ['a.js::y', 'failed'],
  ]);
  expect(run.cases[1]?.message).toContain('exit status 139');
});

test('verdicts that a file may still revise count only while the file is not done', () => {
  const early = line('early', { file: 'a.js', name: 'x', status: 'passed', ms: 1 });
  const revised = early + verdict('x', 'failed') + line('file-end', { file: 'a.js' }) + END;
  expect(judgeText(ended(1), revised).cases.map((one) => one.status)).toEqual(['failed']);
  expect(judgeText(ended(null, 'timed-out'), early).cases).toHaveLength(1);
});

test('no text that a stranger writes is a pass, unless it tells of passing tests and an end', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.json())),
      fc.constantFrom(0, 1),
      (lines, code) => {
        expect(judgeText(ended(code), lines.join('\n')).kind).toBe('unreadable');
      },
    ),
  );
});

test('whatever is reported, status 0 and a failed case never make a verdict', () => {
  const cases = fc.array(fc.record({ name: fc.string(), failed: fc.boolean() }));
  fc.assert(
    fc.property(cases, fc.integer({ min: 0, max: 3 }), (reports, code) => {
      const text = reports
        .map((one) => verdict(one.name, one.failed ? 'failed' : 'passed'))
        .join('');
      const run = judgeText(ended(code), text + END);
      const failed = reports.some((one) => one.failed);
      expect(run.kind === 'reported').toBe(reports.length > 0 && failed === (code !== 0));
      expect(new Set(run.cases.map((one) => one.id)).size).toBe(run.cases.length);
    }),
  );
});

test('names of prototypes, terminal codes and endless messages do no harm', () => {
  const text =
    verdict('__proto__', 'failed', { file: 'constructor', message: '\u001b[31mred\u001b[0m' }) +
    verdict('a\nb\u001b[2J', 'passed', { __proto__: { polluted: true } }) +
    verdict('long', 'failed', { message: `begin ${'x'.repeat(30_000)} end` }) +
    END;
  const run = judgeText(ended(1), text);
  expect(run.cases.map((one) => one.name)).toEqual(['__proto__', 'a b', 'long']);
  expect(run.cases[0]).toMatchObject({ id: 'constructor::__proto__', message: 'red' });
  expect(run.cases[2]?.message?.length).toBeLessThanOrEqual(4_000);
  expect(run.cases[2]?.message).toMatch(/^begin[\s\S]*end$/);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('a path that leads out of the repository makes its line worthless', () => {
  for (const file of ['/etc/passwd', '../x.js']) {
    const text = line('case', { file, name: 'x', status: 'passed', ms: 1 }) + END;
    expect(judgeText(ended(0), text).kind).toBe('unreadable');
  }
});

test("a runner's own frames are left out of messages, but for the one that threw", () => {
  const message = [
    'Error: no',
    '    at parse (/p/node_modules/y/z.js:1:1)',
    '    at read (/p/src/a.js:3:1)',
    '    at new Promise (<anonymous>)',
    '    at run (/p/node_modules/jest-circus/run.js:1:1)',
    '    at node:internal/process/task_queues:95:5',
    'expected: 1',
  ].join('\n');
  const [told] = toCases([{ name: 'a', status: 'failed', durationMs: 1, message }]);
  expect(told?.message?.split('\n')).toEqual([
    'Error: no',
    '    at parse (/p/node_modules/y/z.js:1:1)',
    '    at read (/p/src/a.js:3:1)',
    'expected: 1',
  ]);
});

test('every test has an id of its own, whatever the others are called', () => {
  const named = (name: string) => ({ name, file: 'f', status: 'passed' as const, durationMs: 1 });
  const ids = toCases(['a', 'a', 'a (2)', 'a'].map(named)).map(({ id }) => id);
  expect(new Set(ids).size).toBe(4);
  expect(ids.slice(0, 2)).toEqual(['f::a', 'f::a (2)']);
});
