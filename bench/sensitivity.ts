/**
 * npm run -s bench:sensitivity -- [--runs N] [--source counts|times] [--slowdown N] [--load]
 *
 * Injects slowdowns of known size into CPU-bound Python and Node programs and
 * compares them as `orps bench` does. Prints one JSON object with a row for each
 * source and slowdown: of `runs` comparisons, how many were `seen` as slower, called
 * faster (`wrongWay`), said to be `inconclusive`, and how often the reported
 * interval held the truth (`covered`; for counts: the size within a fifth of it).
 * `--slowdown` takes only the rows of so many per cent; `--load` keeps every core busy
 * meanwhile.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { compareOnce } from './comparison-run.ts';
import { type Language, openSlowdownProject, type SlowdownProject } from './slowdown-project.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    source: { type: 'string' },
    slowdown: { type: 'string' },
    load: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);

type Source = 'counts' | 'times';

const CASES: readonly { readonly source: Source; readonly slowdown: number }[] = [
  { source: 'counts', slowdown: 0.01 },
  { source: 'counts', slowdown: 0.03 },
  { source: 'times', slowdown: 0.1 },
  { source: 'times', slowdown: 0.25 },
];

/** Work that takes about a third of a second, or a tenth where valgrind multiplies it. */
const ROUNDS: Readonly<Record<Source, Readonly<Record<Language, number>>>> = {
  counts: { python: 1_000_000, node: 20_000_000 },
  times: { python: 6_000_000, node: 80_000_000 },
};
const BUDGET_MS = { counts: 20 * 60_000, times: 60_000 } as const;

interface Row {
  readonly source: Source;
  readonly slowdown: number;
  runs: number;
  seen: number;
  wrongWay: number;
  inconclusive: number;
  covered: number;
}

const measureOf = { counts: 'instructions', times: 'cpu' } as const;

async function judgementOf(project: SlowdownProject, source: Source, base: string, head: string) {
  const workload = await compareOnce({
    ...{ directory: project.directory, base, head, testCommand: project.command },
    ...{ counting: source === 'counts', timing: source === 'times' },
    budgetMs: BUDGET_MS[source],
  });
  return workload.whole.find(({ name }) => name === measureOf[source]);
}

/**
 * The share of the whole command that the injected work is: what starts the
 * language does not grow with it.
 */
async function shareOfWork(project: SlowdownProject, source: Source, rounds: number) {
  const [none, all] = [await project.commit(0), await project.commit(rounds)];
  const measure = await judgementOf(project, source, none, all);
  const { base, head } = measure ?? {};
  if (base == null || head == null) throw new Error(`no ${measureOf[source]} here`);
  return (head - base) / head;
}

async function runCase(row: Row, language: Language, share: number): Promise<void> {
  const project = await openSlowdownProject(language);
  const { source, slowdown } = row;
  const rounds = ROUNDS[source][language];
  const truth = slowdown * (await shareOfWork(project, source, rounds));
  const base = await project.commit(rounds);
  const head = await project.commit(Math.round(rounds * (1 + slowdown)));
  for (let run = 0; run < share; run++) {
    const judgement = (await judgementOf(project, source, base, head))?.judgement;
    const change = judgement?.change;
    row.runs++;
    if (judgement?.verdict === 'slower') row.seen++;
    if (judgement?.verdict === 'faster') row.wrongWay++;
    if (judgement?.verdict === 'inconclusive') row.inconclusive++;
    const near = change ? Math.abs(change.centre - truth) <= truth / 5 : false;
    const held = change ? change.low <= truth && truth <= change.high : false;
    if (source === 'counts' ? near : held) row.covered++;
    process.stderr.write(
      `${language} ${source} ${slowdown} truth ${truth.toFixed(4)} ${judgement?.verdict} ${change?.centre.toFixed(4)}\n`,
    );
  }
  await rm(project.directory, { recursive: true, force: true });
}

const burners: ChildProcess[] = values.load
  ? Array.from({ length: availableParallelism() }, () => spawn('sh', ['-c', 'while :; do :; done']))
  : [];
try {
  const rows: Row[] = [];
  for (const { source, slowdown } of CASES) {
    if (values.source !== undefined && values.source !== source) continue;
    if (values.slowdown !== undefined && Number(values.slowdown) / 100 !== slowdown) continue;
    const row = { source, slowdown, runs: 0, seen: 0, wrongWay: 0, inconclusive: 0, covered: 0 };
    rows.push(row);
    const python = runCase(row, 'python', Math.ceil(runs / 2));
    // Counts do not mind what else runs; times do.
    if (source === 'times') await python;
    await Promise.all([python, runCase(row, 'node', Math.floor(runs / 2))]);
  }
  console.log(JSON.stringify({ underLoad: values.load, load: loadavg()[0], rows }));
} finally {
  for (const burner of burners) burner.kill('SIGKILL');
}
