import { WrongUse } from '../errors.ts';
import type { Command, Execution, TestLimits, TestRunner, Workspace } from '../ports.ts';
import { joined, partsOf } from './alone.ts';
import { runBuild } from './build-step.ts';
import { DIALECTS, type Request } from './dialect.ts';
import { narrow } from './narrowing.ts';
import { preload } from './preload.ts';
import { quietOf } from './quiet.ts';
import { type Recipe, recipeLine } from './recipe.ts';
import { parseReportLines } from './report-lines.ts';
import { openRunFolder } from './run-folder.ts';
import { traceSuite } from './spectrum.ts';
import { suiteLine } from './suite-line.ts';
import { judge } from './verdict.ts';
import type { WarmCache } from './warm-cache.ts';

const MOST_OUTPUT = 256 * 1024;
const WATCH = 'stuck-watch.cjs';

export interface SuiteOptions {
  readonly build?: string | undefined;
  readonly omitted?: string | undefined;
  readonly warmCache?: WarmCache | undefined;
}

/** A runner whose reporter tells of every test as it ends. */
export function createSuite(
  recipe: Recipe,
  { build, omitted, warmCache }: SuiteOptions,
): TestRunner {
  let everRead = false;
  const runPart: TestRunner['run'] = async (workspace, selection, limits, signal) => {
    const { assets, repeats } = DIALECTS[recipe.kind];
    const narrowed = narrow(selection);
    const watching = mayEndStuck(recipe, limits) ? [WATCH] : [];
    const placed = [...assets, ...watching];
    await using folder = await openRunFolder(workspace, placed, narrowed, limits);
    // A cache from the base would make the base look faster than what is compared with it.
    if (!limits.measuring) await warmCache?.lend(folder.cache);
    const request = { recipe, selection: narrowed, limits, folder, root: workspace.root };
    const execution = await execute(workspace, request, signal);
    signal?.throwIfAborted();
    const text = await folder.readReport();
    if (!everRead) refuseMissingProgram(recipe, execution, text);
    const lines = text === undefined ? undefined : parseReportLines(text);
    const run = judge(execution, lines, selection, repeats);
    everRead ||= run.kind === 'reported' || run.kind === 'timed-out';
    // Never a candidate's: what it wrote there would reach all that come later.
    if (run.kind === 'reported' && workspace.isBase && !limits.measuring) {
      await warmCache?.keep(folder.cache);
    }
    return run;
  };
  return {
    kind: recipe.kind,
    commandLine: recipeLine(recipe),
    ...(build === undefined ? {} : { build }),
    ...(omitted === undefined ? {} : { omitted }),
    prepare: async (workspace, signal) =>
      build === undefined ? undefined : runBuild(workspace, build, signal),
    async run(workspace, selection, limits, signal) {
      const [first = selection, ...others] = partsOf(recipe, selection, limits);
      let run = await runPart(workspace, first, limits, signal);
      for (const part of others) {
        const runMs = limits.runMs - run.usage.wallMs;
        if (run.kind === 'timed-out' || runMs <= 0) break;
        run = joined(run, await runPart(workspace, part, { ...limits, runMs }, signal));
      }
      return run;
    },
    trace: (workspace, tests, limits, signal) =>
      traceSuite(recipe, workspace, tests, limits, signal, warmCache),
  };
}

/** A run that its own quiet ended is one that took too long. */
async function execute(
  workspace: Workspace,
  request: Request,
  signal: AbortSignal | undefined,
): Promise<Execution> {
  const { limits, recipe, folder } = request;
  const { quietMs } = limits;
  if (quietMs === undefined || recipe.kind === 'pytest') {
    return workspace.exec(commandOf(request), signal);
  }
  using quiet = quietOf(folder.report, quietMs);
  const either = AbortSignal.any([quiet.signal, ...(signal === undefined ? [] : [signal])]);
  const execution = await workspace.exec(commandOf(request), either);
  return execution.end === 'aborted' && quiet.signal.aborted
    ? { ...execution, end: 'timed-out' }
    : execution;
}

const mayEndStuck = ({ kind }: Recipe, { endStuck, testMs }: TestLimits): boolean =>
  endStuck === true && testMs !== undefined && kind !== 'pytest';

const watch = ({ recipe, limits, folder }: Request): readonly string[] =>
  mayEndStuck(recipe, limits)
    ? [`TEST_STUCK_MS=${Math.ceil(limits.testMs ?? 0)}`, preload(folder, WATCH)]
    : [];

const commandOf = (request: Request): Command => ({
  line: suiteLine(request, watch(request)),
  env: { TEST_REPORT_LINES: request.folder.settings },
  timeoutMs: request.limits.runMs,
  maxOutputBytes: MOST_OUTPUT,
});

/** Only before anything was ever read: later on, a patch could print the same. */
function refuseMissingProgram(recipe: Recipe, execution: Execution, report?: string): void {
  const { exitCode, output } = execution;
  const noModule = exitCode === 1 && /: No module named pytest\s*$/.test(output.trim());
  if ((report ?? '') !== '' || (exitCode !== 127 && exitCode !== 126 && !noModule)) return;
  throw new WrongUse(
    `The test runner does not start: \`${recipeLine(recipe)}\`.`,
    recipe.kind === 'pytest'
      ? 'Install it into the environment that is used: python -m pip install pytest'
      : 'Install the dependencies first: npm ci',
    { output },
  );
}
