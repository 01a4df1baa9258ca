/**
 * npm run -s bench:engine
 *
 * The search with everything real but two parts: a scripted model of fixed
 * latency and tests of known duration. Prints one JSON object: `ratio` is the
 * makespan of 60 candidates over the ideal schedule for the same cores and the
 * same model concurrency, `peakRssMb` the engine's memory with 300 candidates.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { runBundled } from './bundled.ts';
import { idealMakespan } from './engine-ideal.ts';
import { type Load, runEngine } from './engine-run.ts';

const TIMED: Load = { samples: 20, beam: 2, rounds: 2, modelMs: 400, testMs: 1_000 };
const MANY: Load = { samples: 60, beam: 2, rounds: 3, modelMs: 1, testMs: 1 };
const CONCURRENCY = 8;
const jobs = availableParallelism();

/** VmHWM and not ru_maxrss: the latter starts at the size of the process that forked this one. */
const peakRssMb = (): number =>
  Number(readFileSync('/proc/self/status', 'utf8').match(/VmHWM:\s+(\d+)/)?.[1]) / 1024;

/** Both parts run bundled, each in a process of its own. */
const parts = {
  timed: () => runEngine(TIMED, CONCURRENCY, jobs),
  memory: async () => {
    const { candidates } = await runEngine(MANY, CONCURRENCY, jobs);
    return { candidates, peakRssMb: Math.round(peakRssMb()) };
  },
};

type Parts = typeof parts;
type Measured<Name extends keyof Parts> = Awaited<ReturnType<Parts[Name]>>;

const measured = async <Name extends keyof Parts>(name: Name): Promise<Measured<Name>> =>
  JSON.parse(await runBundled(import.meta.filename, [name])) as Measured<Name>;

const [part] = process.argv.slice(2);
if (part === 'timed' || part === 'memory') {
  process.stdout.write(JSON.stringify(await parts[part]()));
} else {
  const { candidates, makespanMs } = await measured('timed');
  const idealMs = idealMakespan(TIMED, CONCURRENCY, jobs);
  const memory = await measured('memory');
  const result = {
    candidates,
    cores: jobs,
    modelConcurrency: CONCURRENCY,
    makespanMs: Math.round(makespanMs),
    idealMs: Math.round(idealMs),
    ratio: Number((makespanMs / idealMs).toFixed(3)),
    memoryCandidates: memory.candidates,
    peakRssMb: memory.peakRssMb,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
