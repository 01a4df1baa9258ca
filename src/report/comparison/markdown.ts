import { code, fence, sentence } from '../markdown-text.ts';
import { counted, ratio } from '../wording.ts';
import { bars } from './bars.ts';
import type { ComparedPart, ComparedWorkload, Comparison, Measure } from './comparison.ts';
import { certainty, change, figure, measureName } from './figures.ts';
import { headline } from './headline.ts';
import { byImportance, isChanged } from './importance.ts';
import { methodLines } from './method.ts';

export interface ComparisonLinks {
  /** Address of the run, whose artifacts hold the raw data. */
  readonly run?: string;
}

/** Of GitHub's 65,536, for all but what the caller adds. */
const MOST_CHARACTERS = 64_000;
/** More rows are for the raw data. */
const MOST_CHANGED = 15;
const MOST_OTHERS = 40;
const MOST_NAMED = 20;

/** Of memory and the like, more is not slower. */
const WORDS = { slower: '**slower**', faster: '**faster**' } as const;

/** The comment: its first line is the verdict; what few read is folded. */
export function comparisonMarkdown(comparison: Comparison, { run }: ComparisonLinks = {}): string {
  const { claim, support } = headline(comparison);
  const verdict = `**${claim}**${support === '' ? '' : ` (${support})`}.`;
  const data =
    run === undefined ? [] : [`[The run](${run}) holds the raw data: every figure of every pair.`];
  const whole = [
    verdict,
    ...comparison.workloads.flatMap((workload) => workloadBlocks(workload, comparison)),
    ...skippedBlock(comparison),
    ...staticsBlock(comparison),
    folded('How this was measured', bulleted(methodLines(comparison))),
    ...data,
  ].join('\n\n');
  return whole.length <= MOST_CHARACTERS ? `${whole}\n` : `${[verdict, ...data].join('\n\n')}\n`;
}

function workloadBlocks(workload: ComparedWorkload, comparison: Comparison): readonly string[] {
  const { broken, parts, notes, counting } = workload;
  if (broken.length > 0) {
    const sides = broken.flatMap(({ why, output }) => [
      sentence(why),
      ...(output.trim() === '' ? [] : [folded('What it printed', fence(output.slice(-4_000)))]),
    ]);
    return [...sides, ...namedBlock(workload)];
  }
  const sorted = byImportance(parts);
  const changed = sorted.filter(isChanged);
  const others = sorted.filter((part) => !isChanged(part));
  const chart = bars(sorted);
  const rows = [
    ...workload.whole.flatMap((measure) => shortRow(measure)),
    ...changed.slice(0, MOST_CHANGED).map(partRow),
  ];
  return [
    ...(rows.length === 0 ? [] : [table(comparison, rows)]),
    ...(changed.length > MOST_CHANGED
      ? [`${counted(changed.length - MOST_CHANGED, 'more change')} in the raw data.`]
      : []),
    ...(chart === '' ? [] : [fence(chart)]),
    ...notes.map((note) => `⚠️ ${sentence(note)}`),
    ...(counting.missing === '' ? [] : [sentence(counting.missing)]),
    ...othersBlock(workload, others, comparison, changed.length > 0),
    ...namedBlock(workload),
    ...informingBlock(workload),
  ];
}

type Row = readonly [name: string, base: string, head: string, change: string, certainty: string];

const table = ({ base, head }: Comparison, rows: readonly Row[]): string =>
  [
    `| | base ${code(base.ref, 30)} | head ${code(head.ref, 30)} | change (from, to) | certainty |`,
    '|---|--:|--:|--:|---|',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');

/** Memory has a row of its own only where it says something. */
function shortRow(measure: Measure): readonly Row[] {
  const { name, unit, base, head, judgement } = measure;
  if (judgement === null) return [];
  const isMemory = name === 'peak-memory';
  if (isMemory && judgement.verdict !== 'faster' && judgement.verdict !== 'slower') return [];
  const words = isMemory ? certainty(judgement) : marked(judgement);
  return [[measureName(name), figure(base, unit), figure(head, unit), change(measure), words]];
}

const marked = (judgement: ComparedPart['judgement']): string => {
  const { verdict } = judgement;
  return verdict === 'faster' || verdict === 'slower'
    ? `${WORDS[verdict]}, ${certainty(judgement)}`
    : certainty(judgement);
};

const partRow = (part: ComparedPart): Row => [
  code(part.name, 80),
  figure(part.base, part.unit),
  figure(part.head, part.unit),
  change(part),
  marked(part.judgement),
];

function othersBlock(
  { kind, named: { leftOut } }: ComparedWorkload,
  others: readonly ComparedPart[],
  comparison: Comparison,
  areOthers: boolean,
): readonly string[] {
  if (others.length === 0) return [];
  const calm = others.filter(({ judgement }) => judgement.verdict === 'no-difference').length;
  const noun = `${areOthers ? 'other ' : ''}${kind === 'tests' ? 'test' : 'benchmark'}`;
  const groups = [
    ...(calm > 0 ? [`no difference found in ${calm}`] : []),
    ...(calm < others.length ? [`inconclusive in ${others.length - calm}`] : []),
  ];
  const title = `${counted(others.length, noun)}: ${groups.join(', ')}`;
  const rest = others.length - MOST_OTHERS;
  const lines = [
    table(comparison, others.slice(0, MOST_OTHERS).map(partRow)),
    ...(rest > 0 ? [`${rest} more in the raw data.`] : []),
    ...(leftOut > 0
      ? [
          `${counted(leftOut, 'test')} under 10 ms, or beyond the hundred slowest, only count in the whole.`,
        ]
      : []),
  ];
  return [folded(title, lines.join('\n\n'))];
}

function namedBlock({ kind, named, comparable }: ComparedWorkload): readonly string[] {
  const groups = [
    ['changed', 'whose file is another one on the head'],
    ['appeared', 'only on the head'],
    ['vanished', 'only on the base'],
    ['newlyFailing', 'failing on the head and not on the base'],
    ['failing', 'failing on the base'],
  ] as const;
  const noun = kind === 'tests' ? 'test' : 'reading';
  const lines = groups.flatMap(([key, words]) => {
    const total = named.totals[key];
    if (total === 0) return [];
    const shown = named[key].slice(0, MOST_NAMED).map((id) => code(id, 100));
    const more = total > shown.length ? `, and ${total - shown.length} more` : '';
    return [`- ${counted(total, noun)} ${words}: ${shown.join(', ')}${more}`];
  });
  if (lines.length === 0) return [];
  const without = comparable
    ? ''
    : ' The sides do not run the same tests, so their totals are not compared.';
  return [
    folded(`Not compared, because they are not the same on both sides`, lines.join('\n') + without),
  ];
}

function informingBlock({ whole }: ComparedWorkload): readonly string[] {
  const rows = whole
    .filter(({ name, judgement }) => judgement === null || name === 'peak-memory')
    .filter(({ base, head }) => base !== null || head !== null)
    .map(({ name, unit, base, head, source, judgement }) => {
      const delta = base === null || head === null || base === 0 ? 'n/a' : ratio(head / base);
      const words =
        judgement === null ? `by ${source}, not judged` : `by ${source}; ${certainty(judgement)}`;
      return `| ${measureName(name)} | ${figure(base, unit)} | ${figure(head, unit)} | ${delta} | ${words} |`;
    });
  const head = ['| | base | head | ratio | |', '|---|--:|--:|--:|---|'];
  return rows.length === 0
    ? []
    : [folded('Memory, page faults and the rest', [...head, ...rows].join('\n'))];
}

function skippedBlock({ skipped }: Comparison): readonly string[] {
  if (skipped.length === 0) return [];
  const shown = skipped.slice(0, MOST_NAMED).map((command) => code(command, 100));
  const more = skipped.length > MOST_NAMED ? `, and ${skipped.length - MOST_NAMED} more` : '';
  return [
    `Not compared, because they are too many or there was no time left: ${shown.join(', ')}${more}.`,
  ];
}

function staticsBlock({ statics }: Comparison): readonly string[] {
  if (statics === null) return [];
  const { lines, nodes, cyclomatic, cognitive } = statics;
  if ([lines, nodes, cyclomatic, cognitive].every((value) => Math.abs(value - 1) < 0.005))
    return [];
  return [
    `The changed functions, on average: length ${ratio(lines)}, syntax tree ${ratio(nodes)}, cyclomatic complexity ${ratio(cyclomatic)}, cognitive complexity ${ratio(cognitive)}.`,
  ];
}

const bulleted = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

const folded = (title: string, body: string): string =>
  `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
