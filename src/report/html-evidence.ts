import { escaped } from './html-text.ts';
import { firstLines } from './plain.ts';
import { profileRows } from './profile-rows.ts';
import type { Report } from './report.ts';
import { fixedAndKept, runnersUp } from './runners-up.ts';
import { counted, score, strategyName, tally } from './wording.ts';

type Best = NonNullable<Report['best']>;

/** Cells are HTML already. Columns named in `numbers` are set to the right. */
function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly number[] = [],
): string {
  const row = (cells: readonly string[], tag: 'td' | 'th scope="col"'): string =>
    `<tr>${cells.map((cell, index) => `<${tag}${numbers.includes(index) ? ' class="number"' : ''}>${cell}</${tag.slice(0, 2)}>`).join('')}</tr>`;
  return `<div class="wide"><table><thead>${row(head, 'th scope="col"')}</thead><tbody>${rows.map((cells) => row(cells, 'td')).join('')}</tbody></table></div>`;
}

/** The tests that fail on the base; messages open on demand. */
export function failureList({ baseline: { failToPass } }: Report): string {
  const shown = failToPass.slice(0, 20).map(({ name, file, message }, index) => {
    const title = `<code>${escaped(name)}</code>${file === undefined ? '' : ` in <code>${escaped(file)}</code>`}`;
    return message === undefined
      ? `<p>${title}</p>`
      : `<details${index < 3 ? ' open' : ''}><summary>${title}</summary><pre tabindex="0">${escaped(firstLines(message, 30))}</pre></details>`;
  });
  const left = failToPass.length - shown.length;
  return [...shown, ...(left > 0 ? [`<p>… and ${counted(left, 'more', 'more')}.</p>`] : [])].join(
    '',
  );
}

/** What the suite said on the base and says with the patch. */
export function proofTable({ base, baseline }: Report, best: Best): string {
  const { runs, passed } = best.verification;
  return table(
    ['', `Base <code>${escaped(base.sha.slice(0, 10))}</code>`, 'With the patch'],
    [
      ...(baseline.failToPass.length === 0
        ? []
        : [
            [
              'Tests that failed',
              `${baseline.failToPass.length} fail`,
              `${tally(best.failToPass)} pass`,
            ],
          ]),
      [
        'Tests that passed',
        `${baseline.passToPass} pass`,
        best.passToPass === null ? 'not run' : `${tally(best.passToPass)} pass`,
      ],
      [
        'Whole suite on a clean copy',
        '',
        runs === 0 ? 'not run' : `passed ${passed} of ${counted(runs, 'time')}`,
      ],
    ],
  );
}

/** Resource usage and static metrics over those of the base. */
export const profileView = (best: Best): string =>
  table(
    ['Measure', 'Ratio to the base', 'Reading'],
    profileRows(best).map(({ measure, value, reading }) => [measure, value, reading]),
    [1],
  );

/** The candidates that came next, and why they were not chosen. */
export function runnersUpView(report: Report): string {
  const rows = runnersUp(report, 10).map(({ candidate, why }) => [
    `<code>${escaped(candidate.id)}</code>`,
    escaped(strategyName(candidate.strategy)),
    fixedAndKept(candidate),
    score(candidate.stepScore),
    escaped(why),
  ]);
  return rows.length === 0
    ? ''
    : table(['Candidate', 'Strategy', 'Fixed · kept', 'Step score', 'Why not'], rows, [3]);
}
