import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WrongUse } from '../errors.ts';
import type { Command, Execution, TestCase, TestRun, TestRunner, Workspace } from '../ports.ts';
import { runBuild } from './build-step.ts';
import { endingOf } from './ending.ts';
import { withGoCache } from './go-cache.ts';
import { parseJUnit } from './junit.ts';
import { openRunFolder, type RunFolder } from './run-folder.ts';
import { shellQuote } from './shell-line.ts';
import { type Finding, toCases } from './test-case.ts';
import { judgeCases } from './verdict.ts';

export interface CommandSuiteOptions {
  readonly line: string;
  readonly build?: string | undefined;
  readonly omitted?: string | undefined;
  /** Repository-relative place of the JUnit XML that the command writes. */
  readonly reportPath?: string | undefined;
}

const MOST_OUTPUT = 256 * 1024;
const MOST_REPORTS = 200;
const MOST_REPORT_BYTES = 64 * 1024 * 1024;
const PLACES = [
  '-iname "*junit*.xml"',
  '-name "TEST-*.xml"',
  '-name "test-results*.xml"',
  '-path "*/test-results/*.xml"',
  '-path "*/test-reports/*.xml"',
  '-path "*/surefire-reports/*.xml"',
  '-path "*/failsafe-reports/*.xml"',
];

/**
 * Any command: judged by the JUnit XML that it wrote while it ran, else by its
 * exit status alone. What it prints (TAP, a summary) is the tested code's own
 * word and counts for nothing. It always runs as a whole.
 */
export function createCommandSuite(options: CommandSuiteOptions): TestRunner {
  const { line, build, omitted } = options;
  let everRan = false;
  return {
    kind: 'command',
    commandLine: line,
    ...(build === undefined ? {} : { build }),
    ...(omitted === undefined ? {} : { omitted }),
    prepare: async (workspace, signal) =>
      build === undefined ? undefined : runBuild(workspace, build, signal),
    async run(workspace, _selection, limits, signal) {
      await using folder = await openRunFolder(workspace, [], { kind: 'all' });
      await writeFile(join(folder.path, 'before'), '');
      const execution = await workspace.exec(commandOf(line, limits.runMs), signal);
      signal?.throwIfAborted();
      if (!everRan) refuseMissingCommand(line, execution);
      everRan = true;
      const cases = await collectReports(workspace, folder, options, signal);
      return cases === undefined ? byExitStatus(line, execution) : judgeCases(execution, cases);
    },
    trace: async () => ({ rows: [] }),
  };
}

const commandOf = (line: string, timeoutMs: number): Command => ({
  line: `export PATH="$PWD/node_modules/.bin:$PATH"; ${withGoCache(line)}`,
  timeoutMs,
  maxOutputBytes: MOST_OUTPUT,
});

/** Reports are looked for inside the workspace, once the command and its children are gone. */
async function collectReports(
  workspace: Workspace,
  folder: RunFolder,
  { line, reportPath }: CommandSuiteOptions,
  signal?: AbortSignal,
): Promise<readonly TestCase[] | undefined> {
  const named = [reportPath, ...line.split(/[\s=]+/).filter((word) => word.endsWith('.xml'))];
  const places = [
    ...PLACES,
    ...named.flatMap((path) =>
      path ? [`-path ${shellQuote(`./${path.replace(/^\.\//, '')}`)}`] : [],
    ),
  ];
  const skip = ['node_modules', '.git', '.venv', 'venv']
    .map((name) => `-name ${name}`)
    .join(' -o ');
  const copy = `for file; do n=$((n+1)); [ $n -le ${MOST_REPORTS} ] && cp "$file" "$0/$n.xml"; done; :`;
  const find = `find . '(' ${skip} ')' -prune -o -type f '(' ${places.join(' -o ')} ')' -newer ${shellQuote(join(folder.path, 'before'))} -size -16384k -exec sh -c ${shellQuote(copy)} ${shellQuote(folder.path)} '{}' +`;
  await workspace.exec({ line: find, timeoutMs: 20_000, aside: true }, signal);
  const names = (await readdir(folder.path)).filter((name) => name.endsWith('.xml')).sort();
  const readable: (readonly Finding[])[] = [];
  let left = MOST_REPORT_BYTES;
  // One after another: what lies there was left by the tested code.
  for (const name of names.slice(0, MOST_REPORTS)) {
    const xml = await folder.read(name, left);
    const findings = xml === undefined ? undefined : parseJUnit(xml);
    left -= xml?.length ?? 0;
    if (findings !== undefined) readable.push(findings);
  }
  return readable.length === 0 ? undefined : toCases(readable.flat());
}

function byExitStatus(line: string, execution: Execution): TestRun {
  const { output, usage, end, exitCode } = execution;
  const passed = end === 'exited' && exitCode === 0;
  const why = end === 'exited' ? `exit status ${exitCode}` : end;
  const cases = toCases([
    {
      name: line,
      status: passed ? 'passed' : 'failed',
      durationMs: usage.wallMs,
      message: passed ? undefined : `${why}\n${output}`,
    },
  ]);
  const kind = end === 'timed-out' ? 'timed-out' : 'exit-status';
  return { kind, cases, output, usage, ending: endingOf(execution) };
}

function refuseMissingCommand(line: string, { exitCode, output }: Execution): void {
  const isMissing = /not found|No such file|ermission denied/.test(output);
  const started = exitCode !== 127 && exitCode !== 126;
  const unknown = /^(?:npm (?:error|ERR!) Missing script:|make: \*\*\* No rule to make target)/m;
  if (started ? exitCode === 0 || !unknown.test(output) : !isMissing) return;
  throw new WrongUse(
    `The test command does not start: \`${line}\`.`,
    'Check the command, or install the dependencies that it needs.',
    { output },
  );
}
