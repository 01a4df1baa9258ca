/**
 * npm run -s bench:aa -- [--comparisons N] [--jobs N] [--max-minutes N] [--no-counts]
 *     [--no-times] [CHECKOUT[=COMMAND]]...
 *
 * Compares identical code, N times (200 by default), taking the given checkouts in
 * turn, or the demo projects where none is given, each within so many minutes (20 as
 * in `orps bench`) and so many at once, which is the load. Prints one JSON object:
 * `falseAlarms` are the comparisons in which anything at all was called faster or
 * slower, the whole command's times, memory and instructions or a single test's time;
 * `filesOfOne` are those in which a file was said to be left by the head's runs alone, or
 * in which that could not be told.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import PQueue from 'p-queue';
import { keptNote } from '../src/report/comparison/kept.ts';
import { commitAll } from '../src/workspace/git.ts';
import { changesIn, compareOnce } from './comparison-run.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    comparisons: { type: 'string', default: '200' },
    jobs: { type: 'string', default: '1' },
    'max-minutes': { type: 'string', default: '20' },
    'no-counts': { type: 'boolean' },
    'no-times': { type: 'boolean' },
  },
});
const wanted = Number(values.comparisons);
const budgetMs = Number(values['max-minutes']) * 60_000;
const temporary = await mkdtemp(join(tmpdir(), 'orps-aa-'));

interface Suite {
  readonly directory: string;
  readonly testCommand: string | undefined;
}

async function demoSuites(): Promise<readonly Suite[]> {
  const names = ['gallery-cache', 'opening-hours', 'timetable'];
  return Promise.all(
    names.map(async (name) => {
      const directory = join(temporary, name);
      await cp(join(import.meta.dirname, '../demo', name), directory, { recursive: true });
      await commitAll(directory, 'demo');
      return { directory, testCommand: undefined };
    }),
  );
}

const given = positionals.map((text): Suite => {
  const [directory = '', ...command] = text.split('=');
  return { directory, testCommand: command.length === 0 ? undefined : command.join('=') };
});
const suites = given.length > 0 ? given : await demoSuites();
const alarms: string[] = [];
const verdicts: Record<string, number> = {};
const loads: number[] = [];
const tally = { tests: 0, counted: 0, instructionsSpread: 0, filesOfOne: 0 };
let done = 0;

async function compare(suite: Suite): Promise<void> {
  const how = {
    ...{ base: 'HEAD', head: 'HEAD', budgetMs },
    ...{ counting: !values['no-counts'], timing: !values['no-times'] },
  };
  const workload = await compareOnce({ ...suite, ...how }).catch((error: unknown) => {
    process.stderr.write(`${basename(suite.directory)} ${error}\n`);
  });
  if (workload === undefined) return;
  const instructions = workload.whole.find(({ name }) => name === 'instructions')?.judgement;
  tally.tests += workload.parts.length;
  tally.counted += instructions ? 1 : 0;
  tally.instructionsSpread = Math.max(tally.instructionsSpread, instructions?.noise ?? 0);
  tally.filesOfOne += keptNote(workload) === '' ? 0 : 1;
  verdicts[workload.verdict] = (verdicts[workload.verdict] ?? 0) + 1;
  loads.push(loadavg()[0] ?? 0);
  const changes = changesIn(workload);
  if (changes.length > 0) {
    alarms.push(`${basename(suite.directory)}: ${changes.join(', ')}`);
    // For whoever wants to know why.
    process.stderr.write(`${JSON.stringify(workload.raw)}\n`);
  }
  done++;
  process.stderr.write(
    `${done}/${wanted} ${basename(suite.directory)} ${workload.verdict} ${changes.join(', ')}\n`,
  );
}

const queue = new PQueue({ concurrency: Number(values.jobs) });
await queue.addAll(
  Array.from({ length: wanted }, (_, run) => suites[run % suites.length])
    .filter((suite) => suite !== undefined)
    .map((suite) => () => compare(suite)),
);
await rm(temporary, { recursive: true, force: true });
const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
console.log(
  JSON.stringify({
    comparisons: done,
    notMeasured: wanted - done,
    falseAlarms: alarms.length,
    alarms,
    verdicts,
    testsCompared: tally.tests,
    filesOfOne: tally.filesOfOne,
    withCounts: tally.counted,
    largestSpreadOfCounts: tally.instructionsSpread,
    meanLoad: Number(mean(loads).toFixed(2)),
  }),
);
