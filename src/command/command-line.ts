import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { Interrupted, type OrpsError, WrongUse } from '../errors.ts';
import type { Surroundings } from '../inputs.ts';
import type { Observer } from '../ports.ts';
import { adviceOn } from '../report/advice.ts';
import { headline, isCompared } from '../report/comparison/headline.ts';
import { comparisonSummary } from '../report/comparison/terminal.ts';
import { shellWord } from '../report/next-steps.ts';
import { oneLine } from '../report/plain.ts';
import type { Report } from '../report/report.ts';
import { terminalSummary } from '../report/terminal.ts';
import { jsonWithoutWorkflowCommands, withoutWorkflowCommands } from '../workflow-commands.ts';
import { type BenchResult, runBench } from './bench.ts';
import { listDemos, runDemo } from './demo.ts';
import { exitStatusOf, explain } from './ending.ts';
import { type FixResult, fix } from './fix.ts';
import { asWrongUse, createProgram } from './program.ts';
import { usersEnvironment } from './users-environment.ts';
import { openView, styleOf } from './view.ts';

/** Runs one command line to its end; returns the exit status. The only reader of `process` besides the entry. */
export async function commandLine(args: readonly string[]): Promise<number> {
  forgiveClosedPipes();
  const interruption = listenForSignals();
  let status = 0;
  const shown = async (run: (observe: Observer) => Promise<FixResult>, json: boolean) => {
    const result = await observed(run);
    if (json) printJson(result.report);
    else say(closing(result));
    if (result.applied) say(APPLIED);
    status = Math.max(status, exitStatusOf(result.report));
    return result;
  };
  const program = createProgram(packageJson.version, {
    fix: async (directory, flags) => {
      await shown(
        (observe) => fix(directory, flags, surroundings(), observe, interruption.signal),
        flags.json === true,
      );
    },
    bench: async (directory, flags) => {
      using view = openView(process.stderr, process.env);
      const result = await runBench(
        directory,
        flags,
        surroundings(),
        view.observe,
        interruption.signal,
      );
      view[Symbol.dispose]();
      if (!result.comparison.workloads.some(isCompared)) status = 1;
      if (interruption.signal.aborted) status = interruption.exitStatus();
      if (flags.json === true) tellAsJson(result);
      else tell(result);
      if (result.unwritten !== undefined) throw result.unwritten;
    },
    demo: async (names, { out }) => {
      const folder = typeof out === 'string' ? out : undefined;
      const demos = await listDemos(names);
      const faults: OrpsError[] = [];
      for (const demo of demos) {
        say(`\n${demo.title} (${demo.language})\n${demo.story}\n`);
        try {
          const { report } = await shown(
            (observe) => runDemo(demo, folder, surroundings(), observe, interruption.signal),
            false,
          );
          say(`\n${patchOf(report).trimEnd()}`);
        } catch (error) {
          // A machine without one language can still show the others.
          if (!(error instanceof WrongUse) || demos.length === 1) throw error;
          faults.push(error);
          say(`\nSkipped. ${explain(error)}`);
        }
      }
      const [fault] = faults;
      if (fault !== undefined && faults.length === demos.length) throw fault;
    },
  });
  try {
    await program.parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' });
    return status;
  } catch (error) {
    if (interruption.signal.aborted) {
      say(farewell(error));
      return interruption.exitStatus();
    }
    const fault = error instanceof CommanderError ? asWrongUse(error, args) : error;
    if (fault === undefined) return 0;
    say(explain(fault));
    return 2;
  } finally {
    interruption[Symbol.dispose]();
  }
}

function tell({ comparison, out, unwritten }: BenchResult): void {
  const { colour } = styleOf(process.stderr, process.env);
  const files = unwritten === undefined ? { out } : {};
  say(`\n${comparisonSummary(comparison, { colour, ...files })}`);
  for (const advice of adviceOn(comparison)) say(`  advice    ${advice}`);
}

function tellAsJson({ comparison, out, unwritten }: BenchResult): void {
  printJson(comparison);
  const { claim, support } = headline(comparison);
  if (!comparison.workloads.some(isCompared)) say(`\n${claim}: ${support}.`);
  if (unwritten !== undefined) return;
  say(`\ncomparison.md and comparison.json are in ${oneLine(out, 1_000)}`);
}

async function observed(run: (observe: Observer) => Promise<FixResult>): Promise<FixResult> {
  using view = openView(process.stderr, process.env);
  return run(view.observe);
}

/** In a step of a workflow the runner reads what we print, and strangers' words are in it. */
const isRead = (): boolean => process.env.GITHUB_ACTIONS === 'true';

function say(words: string): void {
  process.stderr.write(`${isRead() ? withoutWorkflowCommands(words) : words}\n`);
}

function printJson(value: unknown): void {
  const json = JSON.stringify(value, null, 2);
  process.stdout.write(`${isRead() ? jsonWithoutWorkflowCommands(json) : json}\n`);
}

/** What an interrupted run leaves, and how to go on with it. */
const farewell = (error: unknown): string =>
  error instanceof Interrupted && error.resume !== undefined
    ? `Stopped. Go on with: ${ownName()} fix --resume ${shellWord(error.resume)}`
    : 'Stopped before there was anything to keep.';

const APPLIED = '  applied   the patch is in the checkout, not yet committed';

const closing = ({ report, out }: FixResult): string =>
  `\n${terminalSummary(report, { ...styleOf(process.stderr, process.env), out, command: ownName() })}`;

/** How this command can be started again. */
function ownName(): string {
  const [, script = 'orps'] = process.argv;
  if (!script.endsWith('.js')) return 'orps';
  const near = relative('', script);
  return `node ${shellWord(near.startsWith('..') ? script : near)}`;
}

const patchOf = (report: Report): string => report.best?.patch ?? '';

const surroundings = (): Surroundings & { readonly now: Date } => ({
  environment: usersEnvironment(process.env),
  cores: availableParallelism(),
  now: new Date(),
});

/** Whoever reads our output may stop early (`orps fix --json | head`), or the terminal may go: the run ends in order. */
function forgiveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    });
  }
}

interface Interruption extends Disposable {
  readonly signal: AbortSignal;
  readonly exitStatus: () => number;
}

/** The first signal ends the run in order; the second one at once. */
function listenForSignals(): Interruption {
  const controller = new AbortController();
  // Every candidate under way listens to it.
  setMaxListeners(0, controller.signal);
  let status = 130;
  const onSignal = (signal: NodeJS.Signals) => {
    status = signal === 'SIGINT' ? 130 : 143;
    if (controller.signal.aborted) process.exit(status);
    process.stderr.write('\nStopping.\n');
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: controller.signal,
    exitStatus: () => status,
    [Symbol.dispose]: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}
