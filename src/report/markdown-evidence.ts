import { code, fence, sentence } from './markdown-text.ts';
import { firstLines } from './plain.ts';
import { profileRows } from './profile-rows.ts';
import type { Report } from './report.ts';
import { selfJudged } from './self-judged.ts';
import { counted, tally } from './wording.ts';

type Best = NonNullable<Report['best']>;

const shownTests = 5;

function failure({ name, file, message }: Report['baseline']['failToPass'][number]): string {
  const title = `${code(name)}${file === undefined ? '' : ` in ${code(file)}`}`;
  const text = message === undefined ? '' : firstLines(message, 12);
  return text === '' ? title : `${title}\n\n${fence(text, 'text')}`;
}

/** The tests that fail on the base, with the head of their messages. */
export function failingTests({ baseline: { failToPass } }: Report): string {
  const left = failToPass.length - shownTests;
  return [
    ...failToPass.slice(0, shownTests).map(failure),
    ...(left > 0 ? [`… and ${counted(left, 'more failing test')}.`] : []),
  ].join('\n\n');
}

function setting(report: Report, phrase: (words: string) => string): string {
  const { task, isolation } = report;
  const build = task.buildCommand === undefined ? '' : `, built by ${code(task.buildCommand)}`;
  const omitted =
    task.omittedCommand === undefined ? '' : ` (not run: ${code(task.omittedCommand)})`;
  const walls = [
    isolation.network === 'none' ? 'no network' : 'with network access',
    isolation.processes === 'private' ? 'its own process space' : 'the shared process space',
    isolation.system === 'read-only' ? 'a read-only system' : 'a writable system',
  ];
  return [
    `Run by ${code(task.testCommand)}${omitted}${build}, in isolation level ${code(isolation.level)}: ${walls.join(', ')}; a fresh ${isolation.workspace} of the base for every candidate, with ${testsOf(report)}.`,
    ...(report.baseline.judgedBy === 'exit-status'
      ? [
          'The command tells only its exit status: that all tests ran is not proven. A JUnit report would prove it.',
        ]
      : []),
    ...isolation.notes.map((note) => `- ${sentence(phrase(note))}`),
  ].join('\n\n');
}

/** Whose tests judged. */
export const testsOf = ({ reproduction }: Report): string =>
  (reproduction?.tests.length ?? 0) === 0
    ? "the base's own tests"
    : "the base's own tests and the new one";

/** What the suite said on the base and says with the patch, and how it was run. */
export function proof(
  report: Report,
  best: Best,
  phrase: (words: string) => string = (words) => words,
): string {
  const { base, baseline } = report;
  const { runs, passed } = best.verification;
  const rows = [
    `| | Base ${code(base.sha.slice(0, 10))} | With the patch |`,
    '|---|---|---|',
    ...(baseline.failToPass.length === 0
      ? []
      : [
          `| Tests that failed | ${baseline.failToPass.length} fail | ${tally(best.failToPass)} pass |`,
        ]),
    `| Tests that passed | ${baseline.passToPass} pass | ${best.passToPass === null ? 'not run' : `${tally(best.passToPass)} pass`} |`,
    `| Whole suite on a clean copy | | ${runs === 0 ? 'not run' : `passed ${passed} of ${counted(runs, 'time')}${baseline.flaky.length > 0 ? ', flaky tests aside' : ''}`} |`,
  ];
  const { flaky, alreadyFailing = [] } = baseline;
  const notes = [
    ...(flaky.length > 0
      ? [
          `Not counted, because they flip on the base: ${flaky
            .slice(0, 5)
            .map((name) => code(name))
            .join(', ')}${flaky.length > 5 ? ` and ${flaky.length - 5} more` : ''}.`,
        ]
      : []),
    ...(alreadyFailing.length > 0
      ? [`${counted(alreadyFailing.length, 'test')} failed before and was not part of the task.`]
      : []),
    ...selfJudged(report).map(
      (path) =>
        `The patch changes ${code(path, 200)}, which holds tests that judged it: look there first.`,
    ),
    ...(base.dirty ? ['The base includes uncommitted changes of the checkout.'] : []),
  ];
  return [rows.join('\n'), ...notes, setting(report, phrase)].join('\n\n');
}

/** Resource usage and static metrics over those of the base. */
export function profileTable(best: Best): string {
  const rows = profileRows(best);
  if (rows.every(({ value }) => value === 'n/a')) return 'Nothing was measured.';
  return [
    '| Measure | Ratio to the base | Reading |',
    '|---|---:|---|',
    ...rows.map(({ measure, value, reading }) => `| ${measure} | ${value} | ${reading} |`),
  ].join('\n');
}
