/**
 * npm run -s bench:engine
 *
 * The search with everything real but two parts: a scripted model of fixed
 * latency and tests of known duration. Prints one JSON object: `ratio` is the
 * makespan of 60 candidates over the ideal schedule for the same cores and the
 * same model concurrency, `peakRssMb` the engine's memory with 300 candidates.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { idealMakespan } from './engine-ideal.ts';
import { type Load, runEngine } from './engine-run.ts';

const TIMED: Load = { samples: 20, beam: 2, rounds: 2, modelMs: 400, testMs: 1_000 };
const MANY: Load = { samples: 60, beam: 2, rounds: 3, modelMs: 1, testMs: 1 };
const CONCURRENCY = 8;
const jobs = availableParallelism();

/** VmHWM and not ru_maxrss: the latter starts at the size of the process that forked this one. */
const peakRssMb = (): number =>
  Number(readFileSync('/proc/self/status', 'utf8').match(/VmHWM:\s+(\d+)/)?.[1]) / 1024;

/** As users run it: bundled. Type stripping at run time would count its own memory. */
async function memoryOfBundle(): Promise<{ candidates: number; peakRssMb: number }> {
  const folder = join(import.meta.dirname, '..', '.bench');
  const outfile = join(folder, 'engine.mjs');
  try {
    await build({
      ...{ entryPoints: [import.meta.filename], outfile, external: ['esbuild'] },
      ...{ bundle: true, platform: 'node', format: 'esm', target: 'node24', logLevel: 'warning' },
      banner: {
        js: "import { createRequire as __r } from 'node:module'; const require = __r(import.meta.url);",
      },
    });
    const printed = execFileSync(process.execPath, [outfile, 'memory'], { encoding: 'utf8' });
    return JSON.parse(printed) as { candidates: number; peakRssMb: number };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[2] === 'memory') {
  const { candidates } = await runEngine(MANY, CONCURRENCY, jobs);
  process.stdout.write(JSON.stringify({ candidates, peakRssMb: Math.round(peakRssMb()) }));
} else {
  const { candidates, makespanMs } = await runEngine(TIMED, CONCURRENCY, jobs);
  const idealMs = idealMakespan(TIMED, CONCURRENCY, jobs);
  const memory = await memoryOfBundle();
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
