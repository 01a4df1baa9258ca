import { TOO_SHORT_FOR_CLOCK } from '../comparison/judgement.ts';
import { isLackOfTime } from '../comparison/uncounted.ts';
import type { ComparedWorkload, Comparison } from './comparison/comparison.ts';

const NO_TIME =
  'The time was too short to tell more: raise --max-minutes, or name less to compare.';
const NO_COUNTS =
  'With more time (--max-minutes) instructions could be counted, which see more than times do.';
const UNREAD =
  'Only the figures of vitest bench, pytest-benchmark, go test -bench, criterion, JMH, Google Benchmark, tinybench and mitata are read: name any other command with --command, which times it as a whole.';
const NOTHING_PASSES =
  'Run the command by hand in the checkout: what it needs may not be installed.';
const FAILS = 'Mend what fails, or name with --command what passes on both sides.';
const NOTHING_ALIKE =
  'Only what both sides have, in files that the head leaves as they are, can be compared: name such a command with --command.';
const TOO_SHORT = 'Name something longer with --command: the same work many times, for example.';
const DRIFTS =
  'Let the command begin with what it began with before: remove what each run leaves, or keep it from growing.';

/** What to do next where nothing can be told, each once; options are named as on the command line. */
export function adviceOn({ workloads }: Comparison): readonly string[] {
  const unclear = workloads.filter(({ verdict }) => verdict === 'inconclusive');
  // Beside an answer only more time is worth a word: that there are no others is mostly known.
  const isAnswered = unclear.length < workloads.length;
  const told = unclear.flatMap((workload) => {
    // More time makes no single run longer, and mends nothing.
    const isWhole = workload.broken.length === 0;
    const isSteady = workload.pairs.drift === undefined;
    if (isWhole && isSteady && lackedTime(workload) && !isShort(workload)) {
      return [workload.pairs.cut === null ? NO_COUNTS : NO_TIME];
    }
    return isAnswered ? [] : stepFor(workload);
  });
  return [...new Set(told)];
}

const lackedTime = ({ pairs, counting }: ComparedWorkload): boolean =>
  pairs.cut === 'out-of-time' || isLackOfTime(counting.missing);

const isShort = ({ whole }: ComparedWorkload): boolean =>
  whole.some(({ name, judgement }) => name === 'wall' && judgement?.why === TOO_SHORT_FOR_CLOCK);

function stepFor(workload: ComparedWorkload): readonly string[] {
  const { kind, broken, pairs } = workload;
  if (kind === 'benchmarks' && broken.some(({ unread }) => unread)) return [UNREAD];
  if (pairs.cut === 'nothing-passes' || broken.some(({ fails }) => fails)) {
    return [broken.length > 1 ? NOTHING_PASSES : FAILS];
  }
  if (isShort(workload)) return [TOO_SHORT];
  if (pairs.drift !== undefined) return [DRIFTS];
  if (pairs.cut !== 'nothing-alike' && pairs.cut !== 'too-short') return [];
  if (broken.length > 0) return [FAILS];
  return [pairs.cut === 'too-short' ? TOO_SHORT : NOTHING_ALIKE];
}
