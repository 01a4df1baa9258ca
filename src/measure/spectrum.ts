import type { Spectrum, TestCase, TestLimits, TraceRequest, Workspace } from '../ports.ts';
import { traceNode } from './node-spectrum.ts';
import { tracePytest } from './python-spectrum.ts';
import type { Recipe } from './recipe.ts';
import type { WarmCache } from './warm-cache.ts';

/** Lines that each of some tests ran; the rows hold no test files, since no patch may change those. */
export async function traceSuite(
  recipe: Recipe,
  workspace: Workspace,
  tests: TraceRequest,
  limits: TestLimits,
  signal?: AbortSignal,
  warmCache?: WarmCache,
): Promise<Spectrum> {
  if (tests.failing.length === 0) return { rows: [] };
  const trace = recipe.kind === 'pytest' ? tracePytest : traceNode;
  const near = { ...tests, passing: nearFirst(tests) };
  return { rows: await trace(recipe, workspace, near, limits, signal, warmCache) };
}

/** Passing tests beside failing ones say most about where the fault is not. */
function nearFirst({ failing, passing }: TraceRequest): readonly TestCase[] {
  const files = new Set(failing.map((test) => test.file));
  const isNear = (test: TestCase): boolean => files.has(test.file);
  return [...passing.filter(isNear), ...passing.filter((test) => !isNear(test))];
}
