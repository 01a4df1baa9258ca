import type { Execution, Selection, TestCase, TestRun } from '../ports.ts';
import { keepChosen } from './narrowing.ts';
import { casesOf, type ReportLines } from './report-lines.ts';
import { type Finding, toCases } from './test-case.ts';

/**
 * One run of a suite from what its reporter wrote and how its process ended.
 * The two must agree: a green exit with a failed test, a red one without, a
 * report that stops before its end are never a pass.
 */
export function judge(
  execution: Execution,
  lines: ReportLines | undefined,
  selection: Selection,
  repeats: 'phases' | 'tests',
): TestRun {
  const { output, usage } = execution;
  if (lines === undefined && execution.end === 'timed-out') {
    return { kind: 'timed-out', cases: [], output, usage };
  }
  if (lines === undefined) return unreadable(execution, [], 'the test runner wrote no report');
  const cases = casesOf(lines, repeats);
  if (execution.end === 'timed-out') {
    const why = `did not finish within ${(usage.wallMs / 1000).toFixed(1)} s`;
    const known = keepChosen([...cases, ...casesOfUnfinished(lines, why)], selection);
    return { kind: 'timed-out', cases: known, output, usage };
  }
  const crashed = lines.ended ? [] : casesOfUnfinished(lines, lastWords(execution));
  const all = [...cases, ...crashed];
  const problem = contradiction(execution, lines, all);
  if (problem !== undefined) return unreadable(execution, keepChosen(all, selection), problem);
  return { kind: 'reported', cases: keepChosen(all, selection), output, usage };
}

/** The same for a command that leaves a complete report at its end (JUnit XML). */
export function judgeCases(execution: Execution, cases: readonly TestCase[]): TestRun {
  const { output, usage } = execution;
  if (execution.end === 'timed-out') return { kind: 'timed-out', cases, output, usage };
  const complete = { findings: [], unfinished: [], ended: true, malformed: 0 };
  const problem = contradiction(execution, complete, cases);
  return problem === undefined
    ? { kind: 'reported', cases, output, usage }
    : unreadable(execution, cases, problem);
}

/** `undefined` when report and exit status tell the same story. */
function contradiction(
  execution: Execution,
  lines: ReportLines,
  cases: readonly TestCase[],
): string | undefined {
  const failed = cases.some((test) => test.status === 'failed');
  const green = execution.end === 'exited' && execution.exitCode === 0;
  if (lines.malformed > 0) return `${lines.malformed} lines of the report are malformed`;
  if (green && failed) return 'the exit status is 0, but the report has failed tests';
  if (!green && cases.length === 0) return `${ending(execution)}, and no test ran`;
  if (!green && !failed) return `${ending(execution)}, but the report has no failed test`;
  if (!lines.ended && !failed) return 'the report stops before its end';
  if (cases.length === 0) return 'no test ran';
  return undefined;
}

function ending(execution: Execution): string {
  if (execution.end === 'out-of-memory') return 'the test process ran out of memory';
  if (execution.end !== 'exited') return `the test process was ended (${execution.end})`;
  return execution.exitCode === null
    ? 'the test process was killed by a signal'
    : `the test process ended with exit status ${execution.exitCode}`;
}

/** How it ended, with the end of what it printed: often its only explanation. */
const lastWords = (execution: Execution): string =>
  [ending(execution), execution.output.trim().slice(-500)].join('\n').trim();

function casesOfUnfinished(lines: ReportLines, why: string): readonly TestCase[] {
  const findings = lines.unfinished.map(
    (one): Finding => ({ ...one, status: 'failed', durationMs: 0, message: why }),
  );
  return toCases(findings);
}

const unreadable = (
  { output, usage }: Execution,
  cases: readonly TestCase[],
  why: string,
): TestRun => ({
  kind: 'unreadable',
  cases,
  output: `No verdict: ${why}.\n${output}`,
  usage,
});
