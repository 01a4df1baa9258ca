import { code } from '../markdown-text.ts';
import type { ComparedPart, Comparison, Measure } from './comparison.ts';
import { certainty, change, figure, measureName } from './figures.ts';

const WORDS = { slower: '**slower**', faster: '**faster**' } as const;
/** Of memory and the like, more is not slower. */
export const AMOUNTS = { slower: '**more**', faster: '**less**' } as const;

/** Of the comment's first table. */
interface Row {
  readonly name: string;
  readonly base: string;
  readonly head: string;
  readonly change: string;
  readonly certainty: string;
  readonly source: string;
}

type Side = Comparison['base'];

/** As people know it, and which commit that was. */
const titleOf = ({ ref, sha }: Side): string => {
  const short = sha?.slice(0, 7);
  if (short !== undefined && ref === sha) return code(short);
  return short === undefined || ref.startsWith(short)
    ? code(ref, 30)
    : `${code(ref, 30)} ${code(short)}`;
};

/** Its head names both commits. */
export const table = ({ base, head }: Comparison, rows: readonly Row[]): string =>
  [
    `| | base ${titleOf(base)} | head ${titleOf(head)} | change (from, to) | certainty | source |`,
    '|---|--:|--:|--:|---|---|',
    ...rows.map(
      ({ name, base, head, change, certainty, source }) =>
        `| ${[name, base, head, change, certainty, source].join(' | ')} |`,
    ),
  ].join('\n');

/** Memory has a row of its own only where it says something. */
export function shortRow(measure: Measure): readonly Row[] {
  const { name, unit, base, head, source, judgement } = measure;
  if (judgement === null) return [];
  const isMemory = name === 'peak-memory';
  if (isMemory && judgement.verdict !== 'faster' && judgement.verdict !== 'slower') return [];
  return [
    {
      ...{ name: unbroken(measureName(name)), base: figure(base, unit), head: figure(head, unit) },
      ...{
        change: change(measure),
        certainty: marked(judgement, isMemory ? AMOUNTS : WORDS),
        source,
      },
    },
  ];
}

const unbroken = (words: string): string => words.replaceAll(' ', '\u00a0');

/** With what was found in bold. */
export const marked = (
  judgement: ComparedPart['judgement'],
  words: typeof WORDS | typeof AMOUNTS = WORDS,
): string => {
  const { verdict } = judgement;
  return verdict === 'faster' || verdict === 'slower'
    ? `${words[verdict]}, ${certainty(judgement)}`
    : certainty(judgement);
};

/** A test or a benchmark. */
export const partRow = (part: ComparedPart): Row => ({
  ...{ name: code(part.name, 80), source: part.source, certainty: marked(part.judgement) },
  ...{ base: figure(part.base, part.unit), head: figure(part.head, part.unit) },
  change: change(part),
});
