import { CUT_WORDS } from '../../comparison/cut.ts';
import { counted, duration } from '../wording.ts';
import type { ComparedWorkload, Comparison } from './comparison.ts';
import { hasFigures, percent } from './figures.ts';

function noiseLine({ whole }: ComparedWorkload): readonly string[] {
  const noise = ['cpu', 'wall'].flatMap((name) => {
    const found = whole.find((measure) => measure.name === name)?.judgement?.noise;
    return found == null ? [] : [`${percent(found)} in ${name === 'cpu' ? 'CPU' : 'wall'} time`];
  });
  return noise.length === 0
    ? []
    : [
        `Identical code seemed to differ by up to ${noise.join(' and ')} in this very run: no smaller change is claimed.`,
      ];
}

function pairsLine({ kind, parts, pairs }: ComparedWorkload): string {
  const { done, dropped, cut, turns, pinned } = pairs;
  // A command that tells of no tests runs them as it likes.
  const inTurn = kind === 'tests' && parts.length > 0 ? ', one test file after another' : '';
  if (done + dropped === 0)
    return `Base and head were not timed: ${cut === null ? 'no pair was alike' : CUT_WORDS[cut]}.`;
  const by = turns === 1 ? '' : ` of ${turns} turns, whose quickest counts`;
  const core = pinned ? ', on one core for each pair' : '';
  const left =
    dropped === 0 ? '' : `; ${counted(dropped, 'pair')} left out, whose tests ended otherwise`;
  const less = cut === null ? '' : `; ${CUT_WORDS[cut]}`;
  return `Base and head were timed ${counted(done, 'time')} each, in pairs of random order${by}, at the same path${core}${inTurn}, after a warm-up that does not count${left}${less}.`;
}

const countsLine = ({ counting: { source } }: ComparedWorkload): readonly string[] =>
  source === null
    ? []
    : [
        `Instructions in user mode were counted twice a side by ${source === 'perf' ? "the processor's own counters (perf)" : 'valgrind (cachegrind)'}, with fixed hash seeds and without background threads where the language permits; a change counts beyond 0.2 % and three times their spread.`,
      ];

const TIMES =
  'Times are called changed at p < 0.01 (exact paired Wilcoxon test on log ratios, Holm-corrected), beyond 1 % and beyond what identical code showed in this very run; the change is the Hodges–Lehmann estimate with its 99 % interval (at the level beside it, where the pairs are too few for that), that of counts with the extremes of their runs. Base and head are medians over all runs and the change is that within pairs, so that on a busy machine they need not agree.';

const SOURCES =
  'Sources: kernel is the accounting of the whole process tree, clock is one around it, runner is what the test runner or the benchmark says of itself, cachegrind and perf count.';

const SHARED =
  'Without a sandbox both sides share the installed files: code that writes into them on one side changes what the other measures.';

/** How it was measured, and how far it can be believed; one line each. The machine's words are put by `quote`. */
export function methodLines(
  comparison: Comparison,
  quote: (text: string) => string,
): readonly string[] {
  const { workloads, machine, isolation, totalMs } = comparison;
  const measured = workloads.filter(({ broken }) => broken.length === 0);
  return [
    ...measured.flatMap((workload) => [
      pairsLine(workload),
      ...noiseLine(workload),
      ...countsLine(workload),
    ]),
    ...(measured.some(({ pairs }) => pairs.done > 0) ? [TIMES] : []),
    ...(measured.some(hasFigures) ? [SOURCES] : []),
    ...(isolation.level === 'process' ? [SHARED] : []),
    `${quote(machine.processor)}, ${counted(machine.cores, 'core')}, ${quote(machine.system)}, load ${machine.load.toFixed(1)}; isolation: ${isolation.level}; ${duration(totalMs)} in all.`,
  ];
}
