import { endingOf } from '../measure/ending.ts';
import { openRunFolder } from '../measure/run-folder.ts';
import { clip } from '../measure/test-case.ts';
import type { Command, Execution, Workspace } from '../ports.ts';
import type { BenchmarkRun, BenchmarkSuite } from './benchmark-suite.ts';
import { HARNESSES, type Request } from './harness.ts';
import { harnessLine } from './harness-line.ts';
import { createPreparation, type Unmade } from './preparation.ts';
import { toReadings } from './readings.ts';
import { type Recipe, recipeLine } from './recipe.ts';
import { writtenInFiles } from './sources.ts';

const MOST_OUTPUT = 256 * 1024;
const GATHER_MS = 20_000;

export function createBenchmarkSuite(recipe: Recipe): BenchmarkSuite {
  const harness = HARNESSES[recipe.kind];
  const prepare = createPreparation(recipe);
  return {
    kind: recipe.kind,
    commandLine: recipeLine(recipe),
    build: recipe.build,
    omitted: recipe.omitted,
    writtenIn: (sources) => (harness.writtenIn ?? writtenInFiles)(sources),
    prepare,
    async run(workspace, { runMs }, signal) {
      const unmade = await prepare(workspace, signal);
      if (unmade !== undefined) return unmadeRun(unmade);
      await using folder = await openRunFolder(workspace, harness.assets ?? [], { kind: 'all' });
      const { root, outbox } = workspace;
      const request = { recipe, folder, root, outbox };
      const execution = await workspace.exec(commandOf(request, runMs), signal);
      signal?.throwIfAborted();
      await gather(workspace, request, signal);
      const printed = (await harness.printed?.(request)) ?? '';
      const output = clip(execution.output + printed, MOST_OUTPUT);
      const readings = toReadings((await harness.read(request)) ?? []);
      const failing = toReadings((await harness.failing?.(request)) ?? []);
      const kind = kindOf(execution, readings.length + failing.length);
      const ending = kind === 'failed' ? { ending: endingOf(execution) } : {};
      return { kind, readings, failing, output, usage: execution.usage, ...ending };
    },
  };
}

const unmadeRun = ({ output, usage, ending }: Unmade): BenchmarkRun => ({
  ...{ kind: 'failed', readings: [], failing: [], output, usage },
  ending: `its build step: ${ending}`,
});

function commandOf(request: Request, timeoutMs: number): Command {
  const harness = HARNESSES[request.recipe.kind];
  const line = harnessLine(request, harness.words(request), harness.environment?.(request));
  return { line, timeoutMs, maxOutputBytes: MOST_OUTPUT };
}

/** Inside the workspace: a link that was left there leads nowhere on the host. */
async function gather(workspace: Workspace, request: Request, signal?: AbortSignal) {
  const line = HARNESSES[request.recipe.kind].gather?.(request);
  if (line === undefined) return;
  await workspace.exec({ line, timeoutMs: GATHER_MS }, signal);
  signal?.throwIfAborted();
}

function kindOf({ end, exitCode }: Execution, told: number): BenchmarkRun['kind'] {
  if (end === 'timed-out') return 'timed-out';
  if (end !== 'exited' || exitCode !== 0) return 'failed';
  return told === 0 ? 'unreadable' : 'reported';
}
