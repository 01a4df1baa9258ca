/**
 * npm run -s bench:overhead -- [pairs]
 *
 * What measuring by the kernel's accounting adds to a command, in the same sandbox
 * with and without it, in pairs of random order (30 by default) whose sides take three
 * turns each, the quickest of which counts, as in a comparison; and by how much
 * ten counts of one test file differ. Prints one JSON object: `overhead` is
 * the relative wall time, `spread` the range of counts over their mean.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allowedCores } from '../src/comparison/cores.ts';
import { spreadOf } from '../src/comparison/judge-counts.ts';
import { logRatios } from '../src/comparison/judge-times.ts';
import { orders } from '../src/comparison/schedule.ts';
import { countedWorkspace } from '../src/measure/counting/counted-workspace.ts';
import { findCounter, isCounter } from '../src/measure/counting/counter.ts';
import type { Workspace } from '../src/ports.ts';
import { runTool } from '../src/sandbox/process.ts';
import { findTools } from '../src/sandbox/tools.ts';
import { hodgesLehmann } from '../src/statistics/hodges-lehmann.ts';
import { createWorkspaces } from '../src/workspace/workspaces.ts';
import { type Language, openSlowdownProject } from './slowdown-project.ts';

const pairs = Number(process.argv[2] ?? 30);
const COUNTS = 10;
const TURNS = 3;
/** About a second of Python. */
const ROUNDS = 20_000_000;

async function withWorkspace<T>(
  directory: string,
  use: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const scratch = await mkdtemp(join(tmpdir(), 'orps-overhead-'));
  try {
    await using workspaces = await createWorkspaces({
      ...{ checkout: directory, directory: '', scratch, environment: process.env },
      protect: () => false,
    });
    await using workspace = await workspaces.open(new Map());
    return await use(workspace);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A command that notes its own time, under the measuring tools and without them. */
async function overhead(): Promise<{ readonly overhead: number; readonly interval: number[] }> {
  const project = await openSlowdownProject('python');
  await project.commit(ROUNDS);
  const { bash = 'bash', time = 'time', taskset } = await findTools(process.env.PATH);
  const [core = 0] = await allowedCores();
  // On one core, as pairs run: what a neighbour does to the other one is not measured.
  const pinned = taskset === undefined ? [] : [taskset, '--cpu-list', String(core)];
  const script = 'TIMEFORMAT="%3U %3S"; time "$@"';
  const measured = [time, '-f', '%U %S %M %R %F', bash, '--norc', '-c', script, 'clock'];
  const command = ['sh', '-c', `cd ${project.directory} && exec ${project.command}`];
  const once = async (argv: readonly string[]): Promise<number> => {
    const [file = '', ...args] = [...pinned, ...argv];
    const start = performance.now();
    const { exitCode, stderr } = await runTool(file, args, { inheritEnv: true });
    if (exitCode !== 0) throw new Error(stderr);
    return performance.now() - start;
  };
  const bare: number[] = [];
  const under: number[] = [];
  for (const order of orders(pairs, Math.random)) {
    const times: [number[], number[]] = [[], []];
    const both = [
      async () => times[0].push(await once(command)),
      async () => times[1].push(await once([...measured, ...command])),
    ];
    const turn = order === 'base-first' ? both : both.reverse();
    for (let turns = 0; turns < TURNS; turns++) for (const run of turn) await run();
    bare.push(Math.min(...times[0]));
    under.push(Math.min(...times[1]));
  }
  await rm(project.directory, { recursive: true, force: true });
  const { centre, low, high } = hodgesLehmann(logRatios(bare, under), 0.99);
  return { overhead: Math.expm1(centre), interval: [Math.expm1(low), Math.expm1(high)] };
}

const LINES: Readonly<Record<Language, string>> = {
  python: 'python3 check.py',
  node: 'node --test check.mjs',
};

async function spread(language: Language): Promise<number | string> {
  const project = await openSlowdownProject(language);
  await project.commit(language === 'python' ? 500_000 : 10_000_000);
  const counts = await withWorkspace(project.directory, async (workspace) => {
    const counter = await findCounter(workspace);
    if (!isCounter(counter)) return counter.missing;
    const counted = await countedWorkspace(workspace, counter);
    const command = { line: LINES[language], timeoutMs: 300_000 };
    await workspace.exec(command);
    const instructions: number[] = [];
    for (let run = 0; run < COUNTS; run++) {
      await counted.workspace.exec(command);
      const taken = counted.take();
      if (taken !== undefined) instructions.push(taken.instructions);
    }
    return instructions.length === COUNTS ? spreadOf(instructions) : 'some run was not counted';
  });
  await rm(project.directory, { recursive: true, force: true });
  return counts;
}

const { overhead: share, interval } = await overhead();
console.log(
  JSON.stringify({
    ...{ pairs, overhead: share, interval },
    spread: { python: await spread('python'), node: await spread('node') },
  }),
);
