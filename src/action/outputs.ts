import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isCompared, mostTelling } from '../report/comparison/headline.ts';
import type { Outcome } from './outcome.ts';
import type { Work } from './work.ts';

const share = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : value.toFixed(3);

/** Whatever a run came to, what was paid for is in its files. */
export const filesOf = ({ out }: Work): Readonly<Record<string, string>> =>
  existsSync(join(out, 'journal.ndjson')) ? { bundle: out } : {};

/** The outputs of action.yml, as text; empty where there is nothing to say. */
export function outputsOf(outcome: Outcome, work: Work): Readonly<Record<string, string>> {
  if (outcome.kind === 'compared') return comparisonOutputs(outcome);
  if (outcome.kind !== 'repaired') return { conclusion: outcome.kind, ...filesOf(work) };
  const { report, out, branch, pull } = outcome;
  const { best, usage } = report;
  const kept = best?.passToPass ?? null;
  return {
    conclusion: report.status,
    'pr-number': pull === undefined ? '' : String(pull.number),
    'pr-url': pull?.url ?? '',
    'branch-name': branch ?? '',
    'best-score': share(best?.stepScore),
    'tests-fixed': String(best?.failToPass?.passed ?? 0),
    'tests-broken': kept === null ? '' : String(kept.total - kept.passed),
    'perf-delta': share(best?.profile?.cpu),
    'cost-usd': usage.costUsd === null ? '' : usage.costUsd.toFixed(4),
    'input-tokens': String(usage.inputTokens),
    'output-tokens': String(usage.outputTokens),
    'report-file': join(out, 'report.md'),
    'patch-file': join(out, 'patch.diff'),
    'result-file': join(out, 'result.json'),
    bundle: out,
  };
}

function comparisonOutputs({
  comparison,
  out,
}: Extract<Outcome, { kind: 'compared' }>): Readonly<Record<string, string>> {
  const telling = mostTelling(comparison);
  const isThere = telling !== undefined && isCompared(telling);
  const cpu = telling?.whole.find(({ name }) => name === 'cpu')?.judgement?.change;
  return {
    conclusion: isThere ? telling.verdict : 'not-compared',
    'perf-delta': share(cpu ? 1 + cpu.centre : null),
    'report-file': join(out, 'comparison.md'),
    'result-file': join(out, 'comparison.json'),
    bundle: out,
  };
}
