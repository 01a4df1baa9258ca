import type { TestRun, Workspace } from '../ports.ts';
import { endingOf } from './ending.ts';
import { withGoCache } from './go-cache.ts';
import { BUILD_CASE, toCases } from './test-case.ts';

const BUILD_MS = 300_000;
const MOST_OUTPUT = 256 * 1024;

/** Runs the step that the tests need before they can see a change; a failure is a `build-failed` run. */
export async function runBuild(
  workspace: Workspace,
  line: string,
  signal?: AbortSignal,
): Promise<TestRun | undefined> {
  const command = {
    line: `export PATH="$PWD/node_modules/.bin:$PATH"; ${withGoCache(line)}`,
    timeoutMs: BUILD_MS,
    maxOutputBytes: MOST_OUTPUT,
  };
  const execution = await workspace.exec(command, signal);
  signal?.throwIfAborted();
  if (execution.end === 'exited' && execution.exitCode === 0) return undefined;
  const ending =
    execution.end === 'timed-out' ? `not done after ${BUILD_MS / 1_000} s` : endingOf(execution);
  const { usage } = execution;
  const output = `The build step failed (${ending}): ${line}\n${execution.output}`;
  const durationMs = usage.wallMs;
  const cases = toCases([{ name: BUILD_CASE, status: 'failed', durationMs, message: output }]);
  return { kind: 'build-failed', cases, output, usage, ending };
}
