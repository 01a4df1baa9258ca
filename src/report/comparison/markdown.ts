import { TOO_SHORT_FOR_CLOCK } from '../../comparison/judgement.ts';
import { MOST_COMPARED } from '../../comparison/subjects.ts';
import { code, fence, sentence } from '../markdown-text.ts';
import { counted, ratio } from '../wording.ts';
import { bars } from './bars.ts';
import { BETWEEN, folded, SHORTENED, WARNING, within } from './blocks.ts';
import type { ComparedPart, ComparedWorkload, Comparison } from './comparison.ts';
import { figure, measureName } from './figures.ts';
import { headline } from './headline.ts';
import { byImportance, isShown } from './importance.ts';
import { keptNote } from './kept.ts';
import { methodLines } from './method.ts';
import { AMOUNTS, marked, partRow, shortRow, table } from './rows.ts';

export interface ComparisonLinks {
  /** Address of the run, whose artifacts hold the raw data. */
  readonly run?: string;
}

export interface ComparisonOptions extends ComparisonLinks {
  /** Characters; what is folded is left out first. */
  readonly most?: number;
  /** Whose words all of it is, where it is not this job's: stands under the verdict, and its sentences are quoted. */
  readonly origin?: string;
}

/** Of GitHub's 65,536 for a comment, for all but what the caller adds. */
export const MOST_OF_A_COMMENT = 64_000;
/** More rows are for the raw data. */
const MOST_CHANGED = 15;
const MOST_OTHERS = 40;
const MOST_NAMED = 20;

/** The comment: its first line is the verdict; what few read is folded. */
export function comparisonMarkdown(
  comparison: Comparison,
  { run, most = Number.POSITIVE_INFINITY, origin }: ComparisonOptions = {},
): string {
  const { claim, support } = headline(comparison);
  const verdict = `**${claim}**${support === '' ? '' : ` (${support})`}.`;
  const top = origin === undefined ? [verdict] : [verdict, `${WARNING} ${origin}`];
  const say = origin === undefined ? sentence : quoted;
  const data =
    run === undefined ? [] : [`[The run](${run}) holds the raw data: every figure of every pair.`];
  const blocks = [
    ...comparison.workloads.flatMap((workload) => workloadBlocks(workload, comparison, say)),
    ...skippedBlock(comparison),
    ...staticsBlock(comparison),
    folded(
      'How this was measured',
      bulleted(methodLines(comparison, origin === undefined ? sentence : code)),
    ),
  ];
  const frame = [...top, ...data].join(BETWEEN).length + BETWEEN.length + SHORTENED.length;
  return `${[...top, ...within(blocks, most - frame), ...data].join(BETWEEN)}\n`;
}

/** How a sentence of the comparison stands in Markdown. */
type Say = (text: string) => string;

/** Sentences that anybody could have written: another job's are nobody's but its own. */
const quoted: Say = (text) => `The job says: ${code(text, 500)}`;

function workloadBlocks(
  workload: ComparedWorkload,
  comparison: Comparison,
  say: Say,
): readonly string[] {
  const { broken, parts, counting } = workload;
  if (broken.length > 0) {
    const sides = broken.flatMap(({ why, output }) => [
      say(why),
      ...(output.trim() === '' ? [] : [folded('What it printed', fence(output.slice(-4_000)))]),
    ]);
    return [commandLine(workload), ...sides, ...notesBlock(workload, say), ...namedBlock(workload)];
  }
  const sorted = byImportance(parts);
  const isTold = isShown(workload);
  const shown = sorted.filter(isTold);
  const others = sorted.filter((part) => !isTold(part) && !isTooShort(part));
  const chart = bars(sorted);
  const rows = [
    ...workload.whole.flatMap((measure) => shortRow(measure)),
    ...shown.slice(0, MOST_CHANGED).map(partRow),
  ];
  return [
    commandLine(workload),
    ...(rows.length === 0 ? [] : [table(comparison, rows)]),
    ...(shown.length > MOST_CHANGED
      ? [`${counted(shown.length - MOST_CHANGED, 'more change')} in the raw data.`]
      : []),
    ...(chart === '' ? [] : [fence(chart)]),
    ...notesBlock(workload, say),
    ...(counting.missing === '' ? [] : [say(counting.missing)]),
    ...othersBlock(workload, others, comparison, shown.length > 0),
    ...leftOutLine(workload),
    ...namedBlock(workload),
    ...informingBlock(workload),
  ];
}

const notesBlock = (workload: ComparedWorkload, say: Say): readonly string[] =>
  [
    keptNote(workload, 'head', (path) => code(path, 100)),
    ...workload.notes.map((note) => say(note)),
  ]
    .filter((note) => note !== '')
    .map((note) => `${WARNING} ${note}`);

/** What ran, how often, and what of the line that was given is in no figure. */
function commandLine(workload: ComparedWorkload): string {
  const { kind, command, files, build, omitted, pairs } = workload;
  const words = [
    `${kind === 'tests' ? 'Tests' : 'Benchmarks'}, ${code(command, 200)}`,
    ...(files === null ? [] : [`${files.ran} of its ${counted(files.of, 'test file')}`]),
    ...(build === null ? [] : [`built once a side by ${code(build, 200)}`]),
    ...(omitted === null ? [] : [`without ${code(omitted, 200)}, which was not run`]),
    ...(pairs.done === 0 ? [] : [`${counted(pairs.done, 'pair')} of runs`]),
    ...(pairs.dropped === 0
      ? []
      : [`${counted(pairs.dropped, 'pair')} left out, which ended otherwise`]),
  ];
  return `${words.join(', ')}:`;
}

function othersBlock(
  { kind }: ComparedWorkload,
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
  ];
  return [folded(title, lines.join('\n\n'))];
}

/** Long enough in the warm-up alone, which chose it. */
const isTooShort = ({ judgement }: ComparedPart): boolean => judgement.why === TOO_SHORT_FOR_CLOCK;

/** They are in the whole, and nowhere else. */
function leftOutLine({ kind, named, parts }: ComparedWorkload): readonly string[] {
  const leftOut = named.leftOut + parts.filter(isTooShort).length;
  if (leftOut === 0) return [];
  if (kind === 'benchmarks') {
    return [`Not compared: ${counted(leftOut, 'benchmark')} beyond the hundred slowest.`];
  }
  const beyond = parts.length < MOST_COMPARED ? '' : ', or beyond the hundred slowest';
  return [`Not compared one by one: ${counted(leftOut, 'test')} under 10 ms${beyond}.`];
}

function namedBlock({ kind, named, comparable }: ComparedWorkload): readonly string[] {
  const groups = [
    ['changed', 'whose file is another one on the head'],
    ['appeared', 'only on the head'],
    ['vanished', 'only on the base'],
    ['newlyFailing', 'failing on the head and not on the base'],
    ['failing', 'failing on the base'],
    ['unrun', 'passing on both sides, in files of which others are not the same, and not run'],
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
    : '\n\nThe sides do not run the same tests, so their totals are not compared.';
  return [
    folded('Not compared, because they are not the same on both sides', lines.join('\n') + without),
  ];
}

function informingBlock({ whole }: ComparedWorkload): readonly string[] {
  const rows = whole
    .filter(({ name, judgement }) => judgement === null || name === 'peak-memory')
    .filter(({ base, head }) => base !== null || head !== null)
    .map(({ name, unit, base, head, source, judgement }) => {
      const share = base === null || head === null ? Number.NaN : head / base;
      const delta = Number.isFinite(share) ? ratio(share) : 'n/a';
      const words = judgement === null ? 'not judged' : marked(judgement, AMOUNTS);
      return `| ${measureName(name)} | ${figure(base, unit)} | ${figure(head, unit)} | ${delta} | ${words} | ${source} |`;
    });
  const head = ['| | base | head | ratio | certainty | source |', '|---|--:|--:|--:|---|---|'];
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
    `The changed code, by the function (what is outside of all is one) on average: length ${ratio(lines)}, syntax tree ${ratio(nodes)}, cyclomatic complexity ${ratio(cyclomatic)}, cognitive complexity ${ratio(cognitive)}.`,
  ];
}

const bulleted = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');
