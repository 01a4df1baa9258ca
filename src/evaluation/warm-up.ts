import type { TestLimits, TestRunner, Workspaces } from '../ports.ts';

/**
 * A resumed run knows its baseline and does not take it again. Jest would then
 * find a cold cache for every candidate, so the suite runs once on the base.
 */
export async function warmUp(
  workspaces: Workspaces,
  runner: TestRunner,
  limits: TestLimits,
  signal: AbortSignal,
): Promise<void> {
  if (runner.kind !== 'jest') return;
  await using workspace = await workspaces.open(new Map());
  if (await runner.prepare(workspace, signal)) return;
  await runner.run(workspace, { kind: 'all' }, limits, signal);
}
