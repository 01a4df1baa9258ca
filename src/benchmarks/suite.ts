import { openRunFolder } from '../measure/run-folder.ts';
import { clip } from '../measure/test-case.ts';
import type { Command, Execution, Workspace } from '../ports.ts';
import type { BenchmarkRun, BenchmarkSuite, Reading } from './benchmark-suite.ts';
import { createBuild } from './build.ts';
import { HARNESSES, type Request } from './harness.ts';
import { type Finding, toReadings } from './readings.ts';
import { type Recipe, recipeLine } from './recipe.ts';

const MOST_OUTPUT = 256 * 1024;
const GATHER_MS = 20_000;
const PATH = 'export PATH="$PWD/node_modules/.bin:$PATH"';

export function createBenchmarkSuite(recipe: Recipe): BenchmarkSuite {
  const harness = HARNESSES[recipe.kind];
  const build = createBuild(recipe.build);
  return {
    kind: recipe.kind,
    commandLine: recipeLine(recipe),
    async run(workspace, { runMs }, signal) {
      const broken = await build(workspace, signal);
      if (broken !== undefined) return { ...broken, kind: 'failed', readings: [] };
      await using folder = await openRunFolder(workspace, harness.assets ?? [], { kind: 'all' });
      const request = { recipe, folder, root: workspace.root };
      const execution = await workspace.exec(commandOf(request, runMs), signal);
      signal?.throwIfAborted();
      await gather(workspace, request, signal);
      const printed = (await harness.printed?.(request)) ?? '';
      const output = clip(execution.output + printed, MOST_OUTPUT);
      return judge({ ...execution, output }, (await harness.read(request)) ?? []);
    },
  };
}

function commandOf(request: Request, timeoutMs: number): Command {
  const { recipe } = request;
  const harness = HARNESSES[recipe.kind];
  const exports = [...recipe.env, ...(harness.environment?.(request) ?? [])];
  const line = [
    PATH,
    ...(recipe.folder === '' ? [] : [`cd ${recipe.folder}`, PATH]),
    ...exports.map((assignment) => `export ${assignment}`),
    harness.words(request).join(' '),
  ].join(' && ');
  return { line, timeoutMs, maxOutputBytes: MOST_OUTPUT };
}

/** Inside the workspace: a link that was left there leads nowhere on the host. */
async function gather(workspace: Workspace, request: Request, signal?: AbortSignal) {
  const line = HARNESSES[request.recipe.kind].gather?.(request);
  if (line === undefined) return;
  await workspace.exec({ line, timeoutMs: GATHER_MS }, signal);
  signal?.throwIfAborted();
}

function judge(execution: Execution, findings: readonly Finding[]): BenchmarkRun {
  const { output, usage } = execution;
  const readings = toReadings(findings);
  return { kind: kindOf(execution, readings), readings, output, usage };
}

function kindOf({ end, exitCode }: Execution, readings: readonly Reading[]): BenchmarkRun['kind'] {
  if (end === 'timed-out') return 'timed-out';
  if (end !== 'exited' || exitCode !== 0) return 'failed';
  return readings.length === 0 ? 'unreadable' : 'reported';
}
