import { join } from 'node:path';
import { judge } from './cases-judge.ts';
import { type FixSettings, runFix } from './cases-run.ts';
import { type RedRepository, restore } from './cases-setup.ts';
import { snapshotOf } from './cases-snapshot.ts';

/** One line of the benchmark's answer. */
export interface CaseRow {
  readonly id: string;
  readonly runner: string;
  /** The tool's own verdict, or `no-result` when it left none. */
  readonly status: string;
  /** `null` when a limit ended it. */
  readonly exitCode: number | null;
  readonly seconds: number;
  readonly candidates: number;
  readonly calls: number;
  readonly tokens: number;
  /** The judge's own run of the whole suite; `null` where nothing was claimed. */
  readonly verified: boolean | null;
  /** Ended within its budget, and claimed `fixed` only if it is. */
  readonly honest: boolean;
  readonly checkoutUntouched: boolean;
  /** The tool's reason, what the patch loses, or what was printed instead of a result. */
  readonly remark: string;
}

export interface RowSettings extends FixSettings {
  readonly mirror: string;
  readonly results: string;
}

/** Baseline and verification lie outside the search's budget: this many seconds for them. */
const ALLOWANCE_SECONDS = 60;

/** What may be said of a red repository that was not repaired; `nothing-to-do` is a blunder. */
const MODEST = ['unresolved', 'improved'];

/** Lets the tool at one red repository and judges what it says. */
export async function caseRow(repository: RedRepository, settings: RowSettings): Promise<CaseRow> {
  const { entry } = repository;
  const out = join(settings.results, entry.id);
  await restore(repository);
  const run = await runFix(repository, out, settings);
  const status = run.result?.status ?? 'no-result';
  const gitDir = await snapshotOf(settings.mirror, entry.repo);
  const claim =
    status === 'fixed' ? await judge(repository, gitDir, join(out, 'patch.diff')) : undefined;
  const inTime = run.seconds <= settings.maxMinutes * 60 + ALLOWANCE_SECONDS;
  const usage = run.result?.usage;
  return {
    id: entry.id,
    runner: entry.runner,
    status,
    exitCode: run.exitCode ?? null,
    seconds: Math.round(run.seconds * 10) / 10,
    candidates: run.result?.candidates.length ?? 0,
    calls: usage?.calls ?? 0,
    tokens: (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0),
    verified: claim?.verified ?? null,
    honest: inTime && (claim?.verified ?? MODEST.includes(status)),
    checkoutUntouched: run.checkoutUntouched,
    remark: claim?.lost.slice(0, 5).join('; ') || run.result?.reason || run.said,
  };
}
