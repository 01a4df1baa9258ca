import type { TestRun, Workspace } from '../ports.ts';
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
    line: `export PATH="$PWD/node_modules/.bin:$PATH"; ${line}`,
    timeoutMs: BUILD_MS,
    maxOutputBytes: MOST_OUTPUT,
  };
  const execution = await workspace.exec(command, signal);
  signal?.throwIfAborted();
  if (execution.end === 'exited' && execution.exitCode === 0) return undefined;
  const why = execution.end === 'exited' ? `exit status ${execution.exitCode}` : execution.end;
  const { usage } = execution;
  const output = `The build step failed (${why}): ${line}\n${execution.output}`;
  const durationMs = usage.wallMs;
  const cases = toCases([{ name: BUILD_CASE, status: 'failed', durationMs, message: output }]);
  return { kind: 'build-failed', cases, output, usage };
}
