import { code } from '../report/markdown-text.ts';
import type { Report } from '../report/report.ts';
import { named } from '../report/reproduction.ts';
import { selfJudged } from '../report/self-judged.ts';
import { tampering } from '../report/tampering.ts';
import type { RepairTask } from '../task/task.ts';
import { isAboutTask } from './relation.ts';

/**
 * What keeps a whole repair from being proven, as Markdown sentences: reasons for
 * a draft, which its reader must know.
 */
export function reservations(
  { issue }: Pick<RepairTask, 'issue'>,
  report: Report,
): readonly string[] {
  if (report.status !== 'fixed') return [];
  const reaching = tampering(report).slice(0, 3);
  return [
    ...(issue !== undefined && !isAboutTask(report)
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
      ? [
          'Only the exit status of the test command says that it is repaired: which tests ran is not known.',
        ]
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
