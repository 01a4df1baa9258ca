import { type BenchSettings, bench } from '../src/bench.ts';
import type { ComparedWorkload } from '../src/report/comparison/comparison.ts';

const MEBIBYTE = 1024 * 1024;

/** One comparison by the engine, with the settings of `orps bench` but for these. */
export async function compareOnce(
  given: Pick<BenchSettings, 'directory' | 'base' | 'head' | 'testCommand' | 'counting'> &
    Partial<Pick<BenchSettings, 'benchCommand'>> & {
      readonly budgetMs?: number;
      readonly timing?: boolean;
    },
): Promise<ComparedWorkload> {
  const settings: BenchSettings = {
    ...{
      names: { base: undefined, head: undefined },
      buildCommand: undefined,
      benchCommand: undefined,
    },
    ...{ budgetMs: 20 * 60_000, suiteMs: 600_000, testMs: 30_000, memoryBytes: 4_096 * MEBIBYTE },
    ...{ isolation: undefined, passEnv: [], allowDirty: false, timing: true },
    ...given,
  };
  const { signal } = new AbortController();
  const comparison = await bench({
    ...{ settings, signal, environment: process.env, observe: () => undefined },
  });
  const [workload] = comparison.workloads;
  if (workload === undefined || workload.broken.length > 0) {
    throw new Error(`nothing was measured: ${JSON.stringify(workload?.broken)}`);
  }
  return workload;
}

/** Everything that this comparison calls changed, as `name verdict change`. */
export const changesIn = ({ whole, parts }: ComparedWorkload): readonly string[] =>
  [...whole, ...parts].flatMap(({ name, judgement }) =>
    judgement?.verdict === 'faster' || judgement?.verdict === 'slower'
      ? [`${name} ${judgement.verdict} ${(100 * (judgement.change?.centre ?? 0)).toFixed(2)} %`]
      : [],
  );
