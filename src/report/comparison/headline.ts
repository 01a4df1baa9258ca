import { CUT_WORDS } from '../../comparison/cut.ts';
import { counted } from '../wording.ts';
import type { ComparedPart, ComparedWorkload, Comparison, Measure } from './comparison.ts';
import { hasFigures, interval, isFromNothing, measureName, percent, signed } from './figures.ts';
import {
  benchmarkOf,
  newlyFailing,
  notCompared,
  nounOf,
  sidesOf,
  type Told,
  whyNothingRan,
} from './unlike.ts';

/** The verdict of a comparison in one sentence, in two parts: what is said, and what supports it. */
export interface Headline {
  readonly claim: string;
  readonly support: string;
}

const isChange = ({ judgement }: Measure | ComparedPart): boolean =>
  judgement?.verdict === 'faster' || judgement?.verdict === 'slower';

/** Where more than one workload ran, the one that has most to say. */
const ORDER = ['slower', 'faster', 'no-difference', 'inconclusive'] as const;

export function mostTelling({ workloads }: Comparison): ComparedWorkload | undefined {
  const inOrder = ORDER.flatMap((verdict) => workloads.filter((one) => one.verdict === verdict));
  return inOrder.find(isCompared) ?? inOrder[0];
}

/** Of one verdict: `3 tests slower`. */
const tally = (parts: readonly ComparedPart[], verdict: string, noun: string): string[] => {
  const count = howMany(
    parts.filter(({ judgement }) => judgement.verdict === verdict),
    noun,
  );
  return count === 0 ? [] : [`${counted(count, noun)} ${verdict}`];
};

/** A benchmark is one, whatever it measures. */
const howMany = (parts: readonly ComparedPart[], noun: string): number =>
  noun === 'test' ? parts.length : new Set(parts.map(({ id }) => benchmarkOf(id))).size;

const sizeOf = ({ name, judgement }: Measure): string[] =>
  judgement?.change ? [`${inText(name)} ${signed(judgement.change.centre)}`] : [];

const WORDS = { faster: 'Faster', slower: 'Slower' } as const;

const keepingOf = ({ verdict, kept }: Told): readonly string[] =>
  verdict === 'faster' && kept !== null && kept.length > 0
    ? ['only its runs leave files that later ones can read']
    : [];

function changed(workload: Told, verdict: 'faster' | 'slower'): Headline {
  const { whole, parts, kind } = workload;
  const keeping = keepingOf(workload);
  const noun = nounOf(kind);
  const order: readonly Measure['name'][] = ['cpu', 'wall', 'instructions'];
  const deciding = order
    .flatMap((name) => whole.filter((measure) => measure.name === name))
    .find(({ judgement }) => judgement?.verdict === verdict);
  const others = whole.filter((measure) => measure !== deciding && isChange(measure));
  const support = [
    ...others.flatMap(sizeOf),
    ...tally(parts, 'slower', noun),
    ...tally(parts, 'faster', noun),
    ...keeping,
  ];
  const size = deciding?.judgement?.change;
  if (deciding !== undefined && !size) {
    const claim = `${WORDS[verdict]}: ${measureName(deciding.name)}, by more than a percentage tells`;
    return { claim, support: support.join('; ') };
  }
  if (deciding === undefined || !size) {
    const those = parts.filter(({ judgement }) => judgement.verdict === verdict);
    return {
      claim: `${WORDS[verdict]}: ${howMany(those, noun)} of ${counted(howMany(parts, noun), noun)}`,
      support: [
        ...largest(those),
        ...others.flatMap(sizeOf),
        ...tally(parts, verdict === 'slower' ? 'faster' : 'slower', noun),
        ...asAWhole(workload),
        ...keeping,
      ].join('; '),
    };
  }
  return {
    claim: `${WORDS[verdict]}: ${measureName(deciding.name)} ${signed(size.centre)}`,
    // Counts have no chance in them that an interval would speak of.
    support: [
      ...(deciding.judgement?.p === null ? [] : [`99 % interval ${interval(size.low, size.high)}`]),
      ...support,
    ].join('; '),
  };
}

function largest(parts: readonly ComparedPart[]): readonly string[] {
  if (parts.some(isFromNothing)) return ['the largest change is from nothing'];
  const sizes = parts.flatMap(({ judgement }) => judgement.change?.centre ?? []);
  const [most] = sizes.sort((a, b) => Math.abs(b) - Math.abs(a));
  return most === undefined ? [] : [`the largest change is ${signed(most)}`];
}

/** Said of the whole only where, and by which measure, it could be told. */
function asAWhole({ whole }: Told): readonly string[] {
  const judged = whole.filter(
    ({ name, judgement }) => name !== 'peak-memory' && judgement !== null,
  );
  const calm = judged.filter(({ judgement }) => judgement?.verdict === 'no-difference');
  if (judged.length === 0) return [];
  return calm.length === 0
    ? ['of the tests as a whole nothing can be told']
    : [
        `as a whole the tests show no difference in ${calm.map(({ name }) => inText(name)).join(' and ')}`,
      ];
}

/** `≥ 0.2 % in instructions`: of the measures of speed with this verdict the one that sees most. */
function seenFrom(workload: Told, verdict: string): string | undefined {
  const [sharpest] = workload.whole
    .flatMap(({ name, judgement }) =>
      name !== 'peak-memory' && judgement?.verdict === verdict && judgement.visible !== null
        ? [{ name, visible: judgement.visible }]
        : [],
    )
    .sort((a, b) => a.visible - b.visible);
  if (sharpest !== undefined) return `≥ ${percent(sharpest.visible)} in ${inText(sharpest.name)}`;
  return workload.kind === 'benchmarks' ? seenInBenchmarks(workload, verdict) : undefined;
}

/** `≥ 4.1 % in 5 of 6 benchmarks`: in all that are judged so. */
function seenInBenchmarks({ parts }: Told, verdict: string): string | undefined {
  const visible = parts.flatMap(({ judgement }) =>
    judgement.verdict === verdict ? (judgement.visible ?? []) : [],
  );
  if (visible.length === 0) return undefined;
  const [all, calm] = [parts.length, visible.length];
  const noun = howMany(parts, 'benchmark') === all ? 'benchmark' : 'reading';
  const those = all === calm ? counted(all, noun) : `${calm} of ${counted(all, noun)}`;
  return `≥ ${percent(Math.max(...visible))} in ${those}`;
}

/** `CPU time`, `wall time`, `instructions`. */
const inText = (name: Measure['name']): string =>
  name === 'cpu' ? measureName(name) : measureName(name).toLowerCase();

/** Every word is ours: nothing of strangers is in it. */
export function headline(comparison: Comparison): Headline {
  const workload = mostTelling(comparison);
  if (workload === undefined) return { claim: 'Not compared', support: 'nothing was measured' };
  const others = comparison.workloads.filter((one) => one !== workload);
  const { claim, support } = speedOf(workload);
  const failing = newlyFailing(comparison.workloads);
  const aside = notCompared(comparison.workloads);
  const parts = [...failing, ...aside, support, ...drifting(workload), ...others.flatMap(beside)];
  return { claim, support: parts.filter(Boolean).join('; ') };
}

/** What one workload says. */
export function headlineOf(workload: Told): Headline {
  const { claim, support } = speedOf(workload);
  const told = [...newlyFailing([workload]), ...notCompared([workload])];
  const parts = [...told, support, ...drifting(workload)];
  return { claim, support: parts.filter(Boolean).join('; ') };
}

/** Beside what was found nevertheless. */
const drifting = (workload: Told): readonly string[] =>
  workload.verdict === 'inconclusive' ? [] : driftOf(workload);

/** What a workload that the verdict does not speak of has to add: a change, or that it broke. */
function beside(workload: Told): readonly string[] {
  const { kind, broken, parts, verdict } = workload;
  const what = kind === 'tests' ? 'the tests' : 'a benchmark suite';
  if (broken.length > 0) {
    return [whyNothingRan(workload) ?? `${what} could not be measured on the ${sidesOf(broken)}`];
  }
  if (verdict !== 'slower' && verdict !== 'faster') return [];
  const noun = nounOf(kind);
  const changes = [...tally(parts, 'slower', noun), ...tally(parts, 'faster', noun)];
  return [...(changes.length === 0 ? [`${what} ${verdict}`] : changes), ...keepingOf(workload)];
}

function speedOf(workload: Told): Headline {
  const { broken, verdict } = workload;
  if (broken.length > 0) {
    const support = whyNothingRan(workload) ?? `the ${sidesOf(broken)} could not be measured`;
    return { claim: 'Not compared', support };
  }
  const { cut } = workload.pairs;
  if (!hasFigures(workload)) {
    return { claim: 'Not compared', support: cut === null ? 'no pair was alike' : CUT_WORDS[cut] };
  }
  if (verdict === 'faster' || verdict === 'slower') return changed(workload, verdict);
  const visible = seenFrom(workload, verdict);
  const memory = memoryChange(workload);
  if (verdict === 'no-difference') {
    const seen = visible === undefined ? [] : [`${visible} would have been seen`];
    return { claim: 'No difference found', support: [...seen, ...memory].join('; ') };
  }
  const [why = visible === undefined ? whyOf(workload) : 'this machine was too noisy'] =
    driftOf(workload);
  const seen = visible === undefined ? '' : `: only ${visible} would have been seen`;
  return { claim: 'Inconclusive', support: [`${why}${seen}`, ...memory].join('; ') };
}

/** No noise of the machine: the command changes what it works on. */
const driftOf = ({ pairs: { drift } }: Told): readonly string[] =>
  drift === undefined ? [] : [`the command gets ${drift} from run to run`];

const memoryChange = ({ whole }: Told): readonly string[] =>
  whole.flatMap((measure) =>
    measure.name === 'peak-memory' && isChange(measure) ? sizeOf(measure) : [],
  );

/** The same reason for all, mostly; then that of processor time, or whatever there is. */
const whyOf = ({ whole, parts, pairs }: Told): string => {
  const cpu = whole.find(({ name }) => name === 'cpu')?.judgement?.why;
  const others = [...whole, ...parts].map(({ judgement }) => judgement?.why ?? '');
  return cpu || others.find((why) => why !== '') || `${counted(pairs.done, 'pair')} ran`;
};

/** Was anything measured, whatever it came to? */
export const isCompared = (workload: Told): boolean =>
  workload.broken.length === 0 && hasFigures(workload);
