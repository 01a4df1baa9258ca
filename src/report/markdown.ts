import { DEFAULT_GOAL, PERFORMANCE } from '../task/goal.ts';
import { explanation, headline, MARKS, problemTitle } from './headline.ts';
import { failingTests, profileTable, proof } from './markdown-evidence.ts';
import { quotation } from './markdown-prose.ts';
import { cost, goingOn, otherCandidates, type Reader, searchTree } from './markdown-search.ts';
import { code, fence, sentence } from './markdown-text.ts';
import { patchSize } from './patch-size.ts';
import type { Report } from './report.ts';
import { reproductionView } from './reproduction.ts';
import { isBetter } from './verdict.ts';
import { counted, duration, money, score, strategyName } from './wording.ts';

type Best = NonNullable<Report['best']>;

interface Section {
  readonly title: string;
  readonly body: string;
  /** What goes first when the whole is too long; 0 stays. */
  readonly spare: number;
  /** For who wants to know more: shown when it is opened. */
  readonly folded?: boolean;
}

function opening(report: Report): string {
  const { base, usage, timing } = report;
  const branch = base.branch === undefined ? '' : ` on ${code(base.branch)}`;
  return [
    `**${MARKS[report.status]} ${headline(report)}**`,
    ...explanation(report).map((words) => sentence(words)),
    `Base ${code(base.sha.slice(0, 10))}${branch} · ${duration(timing.totalMs)} · ${money(usage.costUsd)} · model ${code(report.model)}`,
  ].join('\n\n');
}

function problem(report: Report): string {
  const count = report.baseline.failToPass.length;
  return [
    report.task.goal === DEFAULT_GOAL ? '' : quotation(report.task.goal, 1500),
    report.task.aim === PERFORMANCE
      ? `${counted(report.baseline.passToPass, 'test')} passed on the base.`
      : count === 0
        ? 'No test failed on the base.'
        : `${counted(count, 'test')} of ${report.baseline.tests} failed on the base, every time:`,
    failingTests(report),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function change({ id, strategy, reasoning, patch }: Best): string {
  const files = patchSize(patch).map(
    ({ path, added, removed }) => `- ${code(path, 200)} +${added} −${removed}`,
  );
  return [
    files.join('\n'),
    `The programmer's reasoning (candidate ${code(id)}, strategy ${code(strategyName(strategy))}):`,
    quotation(reasoning),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function criticism({ critique, processReward, stepScore }: Best): string {
  const points = processReward === null ? 'no score' : `${processReward.toFixed(1)} of 5`;
  return [
    `Score: **${points}** (step score ${score(stepScore)} of 1).`,
    critique === null ? 'No critique was given.' : quotation(critique),
  ].join('\n\n');
}

function bestSections(report: Report, best: Best, { phrase }: Reader): readonly Section[] {
  const good = isBetter(report);
  return [
    { title: good ? 'What changed, and why' : 'What came closest', body: change(best), spare: 0 },
    { title: 'The critique', body: criticism(best), spare: 0 },
    { title: good ? 'Proof' : 'How far it got', body: proof(report, best, phrase), spare: 0 },
    { title: 'Profile against the base', body: profileTable(best), spare: 0 },
  ];
}

function flakyTests({ baseline: { flaky } }: Report): string {
  const left = flaky.length - 20;
  return [
    ...flaky.slice(0, 20).map((name) => `- ${code(name)}`),
    ...(left > 0 ? [`- … and ${counted(left, 'more', 'more')}`] : []),
  ].join('\n');
}

function sections(report: Report, reader: Reader): readonly Section[] {
  const { best, status, candidates, baseline } = report;
  const failing = baseline.failToPass.length > 0 || best !== null || status === 'unresolved';
  const all: readonly Section[] = [
    ...(failing ? [{ title: problemTitle(report), body: problem(report), spare: 0 }] : []),
    {
      title: best === null ? 'Tests that were tried' : 'The test that shows it',
      body: reproductionView(report),
      spare: 0,
    },
    ...(status === 'flaky'
      ? [{ title: 'Tests that flip', body: flakyTests(report), spare: 0 }]
      : []),
    ...(best === null ? [] : bestSections(report, best, reader)),
    { title: 'How to go on', body: goingOn(report, reader), spare: 0 },
    ...(best === null || reader.showsDiff
      ? []
      : [{ title: 'Diff', body: fence(best.patch, 'diff'), spare: 3, folded: true }]),
    ...(candidates.length === 0
      ? []
      : [
          { title: 'Other candidates', body: otherCandidates(report), spare: 1, folded: true },
          { title: 'Search tree', body: searchTree(report), spare: 2, folded: true },
        ]),
    { title: 'Cost and time', body: cost(report), spare: 0, folded: true },
  ];
  return all.filter(({ body }) => body !== '');
}

const written = ({ title, body, folded }: Section): string =>
  folded
    ? `<details><summary>${title}</summary>\n\n${body}\n\n</details>`
    : `### ${title}\n\n${body}`;

/**
 * The report as GitHub Markdown. With a `limit` in characters, the runners-up,
 * the tree and at last the diff make room, and a line says so. `reader` is
 * whom the last section speaks to.
 */
export function markdown(
  report: Report,
  limit = Number.POSITIVE_INFINITY,
  reader: Reader = {},
): string {
  const head = opening(report);
  const all = sections(report, reader);
  const compose = (spared: number): string => {
    const left = all.filter(({ spare }) => spare > 0 && spare <= spared);
    const note =
      left.length === 0
        ? []
        : [
            `Left out for length: ${left.map(({ title }) => title.toLowerCase()).join(', ')}; the run's own files hold them.`,
          ];
    return `${[head, ...note, ...all.filter((section) => !left.includes(section)).map(written)].join('\n\n')}\n`;
  };
  const fitting = [0, 1, 2, 3].map(compose).find((text) => text.length <= limit);
  return fitting ?? `${head}\n\nThe rest is too long for here; the run's own files hold it.\n`;
}
