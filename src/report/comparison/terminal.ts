import { styleText } from 'node:util';
import { CUT_WORDS } from '../../comparison/cut.ts';
import { bothEnds, oneLine } from '../plain.ts';
import { counted, duration } from '../wording.ts';
import type { ComparedPart, ComparedWorkload, Comparison, Measure } from './comparison.ts';
import { certainty, change, figure, measureName, percent } from './figures.ts';
import { headline, mostTelling } from './headline.ts';
import { byImportance, isShown } from './importance.ts';
import { keptNote } from './kept.ts';

export interface ComparisonTerminalOptions {
  readonly colour: boolean;
  /** Where the files are, as the user would type it; absent where they could not be written. */
  readonly out?: string;
}

const COLOURS = {
  slower: 'red',
  faster: 'green',
  'no-difference': 'dim',
  inconclusive: 'yellow',
} as const;
const MOST = 10;
const MOST_LEFT_OUT = 3;

const UNLIKE = [
  ...([
    ['changed', 'whose file is another one on the head'],
    ['appeared', 'only on the head'],
    ['vanished', 'only on the base'],
  ] as const),
  ...([
    ['newlyFailing', 'failing on the head only'],
    ['failing', 'failing on the base'],
    ['unrun', 'not run, beside others in their files'],
  ] as const),
] as const;

/** The verdict and its figures, a line each. No final line feed. */
export function comparisonSummary(
  comparison: Comparison,
  { colour, out }: ComparisonTerminalOptions,
): string {
  const { claim, support } = headline(comparison);
  const verdict = mostTelling(comparison)?.verdict ?? 'inconclusive';
  const first = `${claim}${support === '' ? '' : ` (${support})`}.`;
  const painted = colour
    ? styleText(['bold', COLOURS[verdict]], first, { validateStream: false })
    : first;
  return [
    painted,
    ...comparison.workloads.flatMap(workloadLines).map((line) => `  ${line}`),
    ...(comparison.skipped.length === 0
      ? []
      : [
          `  skipped   ${counted(comparison.skipped.length, 'command')}: too many, or there was no time left`,
        ]),
    `  took      ${duration(comparison.totalMs)}`,
    ...(out === undefined
      ? []
      : [`  files     ${oneLine(out, 200)}: comparison.md, comparison.json`]),
  ].join('\n');
}

function workloadLines(workload: ComparedWorkload): readonly string[] {
  const { broken, whole, parts, counting } = workload;
  if (broken.length > 0) {
    const sides = broken.flatMap(({ why, output }) => [oneLine(why, 400), ...printed(output)]);
    return [...sides, ...unlikeLines(workload), ...noteLines(workload)];
  }
  const rows = [
    ...whole.flatMap(({ name, unit, base, head, judgement }) =>
      judgement === null ? [] : [[measureName(name), unit, base, head, judgement] as const],
    ),
    ...byImportance(parts)
      .filter(isShown(workload))
      .slice(0, MOST)
      .map(({ name, unit, base, head, judgement }) => [name, unit, base, head, judgement] as const),
  ].map(([name, unit, base, head, judgement]) => [
    oneLine(name, 40),
    `${figure(base, unit)} → ${figure(head, unit)}`,
    change({ base, head, judgement }),
    certainty(judgement),
  ]);
  return [
    ...aligned(rows),
    measuredLine(workload),
    ...asideLines(workload),
    ...unlikeLines(workload),
    ...([...whole, ...parts].some(isAtOdds) ? [AT_ODDS] : []),
    ...(counting.missing === '' ? [] : [`counts    ${oneLine(counting.missing, 300)}`]),
    ...noteLines(workload),
  ];
}

const AT_ODDS =
  'note      Base and head are medians over all runs and the change is that within pairs, so that they need not agree.';

/** Do the figures go the other way than the change? */
const isAtOdds = ({ base, head, judgement }: Measure | ComparedPart): boolean =>
  base !== null && head !== null && (judgement?.change?.centre ?? 0) * (head - base) < 0;

/** Of the line that was given, what is in no figure. */
const asideLines = ({ build, omitted }: ComparedWorkload): readonly string[] => [
  ...(build === null ? [] : [`built     once a side by \`${oneLine(build, 120)}\``]),
  ...(omitted === null ? [] : [`not run   \`${oneLine(omitted, 120)}\``]),
];

function measuredLine({
  command,
  files,
  whole,
  pairs: { done, dropped, cut },
}: ComparedWorkload): string {
  const what = done === 0 ? 'not timed ' : `measured  ${counted(done, 'pair')} of `;
  const some = files === null ? '' : `, ${files.ran} of its ${counted(files.of, 'test file')}`;
  const left = dropped === 0 ? '' : `, ${counted(dropped, 'pair')} left out, which ended otherwise`;
  const why = cut === null ? '' : ` (${CUT_WORDS[cut]})`;
  const noise = whole.find(({ name }) => name === 'cpu')?.judgement?.noise;
  const alike = noise == null ? '' : `; identical code differed by up to ${percent(noise)}`;
  return `${what}\`${oneLine(command, 120)}\`${some}${left}${why}${alike}`;
}

const noteLines = (workload: ComparedWorkload): readonly string[] =>
  [keptNote(workload), ...workload.notes]
    .filter((note) => note !== '')
    .map((note) => `note      ${oneLine(note, 500)}`);

/** `2 tests failing: a.js::one, b.js::two`. */
const unlikeLines = ({ kind, named }: ComparedWorkload): readonly string[] => {
  const noun = kind === 'tests' ? 'test' : 'reading';
  return UNLIKE.flatMap(([key, words]) =>
    named.totals[key] === 0
      ? []
      : [
          `left out  ${counted(named.totals[key], noun)} ${words}: ${firstOf(named[key], named.totals[key])}`,
        ],
  );
};

const firstOf = (ids: readonly string[], total: number): string => {
  const shown = ids.slice(0, MOST_LEFT_OUT).map((id) => oneLine(id, 80));
  return `${shown.join(', ')}${total > shown.length ? ', …' : ''}`;
};

const printed = (output: string): readonly string[] =>
  output.trim() === '' ? [] : bothEnds(output).replace(/^/gm, '| ').split('\n');

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = [0, 1, 2].map((at) => Math.max(0, ...rows.map((row) => (row[at] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
