import type { Spectrum, TestLimits, TraceRequest, Workspace } from '../ports.ts';
import type { Recipe } from './recipe.ts';

export async function traceSuite(
  _recipe: Recipe,
  _workspace: Workspace,
  _tests: TraceRequest,
  _limits: TestLimits,
  _signal?: AbortSignal,
): Promise<Spectrum> {
  return { rows: [] };
}
