import { code } from '../report/markdown-text.ts';
import type { Report } from '../report/report.ts';
import { named } from '../report/reproduction.ts';
import { selfJudged } from '../report/self-judged.ts';
import { tampering } from '../report/tampering.ts';
import { isWhole } from '../report/verdict.ts';
import type { RepairTask } from '../task/task.ts';
import { isAboutTask } from './relation.ts';

/** A faster patch leaves the issue that it is for open in any case. */
const closesIt = ({ status }: Report): boolean => status === 'fixed';

/**
 * What keeps a whole repair from being proven, as Markdown sentences: reasons for
 * a draft, which its reader must know.
 */
export function reservations(
  { issue }: Pick<RepairTask, 'issue'>,
  report: Report,
): readonly string[] {
  if (!isWhole(report)) return [];
  const reaching = tampering(report).slice(0, 3);
  return [
    ...(issue !== undefined && closesIt(report) && !isAboutTask(report)
      ? [
          'The tests that failed, and what was changed, share no word with the issue: it stays open, and whether this is what it is about is for you to judge.',
        ]
      : []),
    ...(report.reproduction === undefined
      ? []
      : [
          `No test failed before: the model wrote ${named(report.reproduction.tests)}, which shows it. Read it first.`,
        ]),
    ...(report.baseline.judgedBy === 'exit-status'
      ? ['Only the exit status of the test command speaks for it: which tests ran is not known.']
      : []),
    ...selfJudged(report).map(
      (path) => `The patch changes ${code(path, 200)}, which holds tests that judged it.`,
    ),
    ...(reaching.length === 0
      ? []
      : [
          `The patch adds ${reaching.map((line) => code(line)).join(', ')}: that can make tests pass without the code being right.`,
        ]),
  ];
}
