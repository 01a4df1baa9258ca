import type { Baseline } from '../evaluation/baseline.ts';
import { changesHash } from '../evaluation/changes-hash.ts';
import type { Verification } from '../evaluation/verification.ts';
import type { FileChanges, Isolation } from '../ports.ts';
import { type Candidate, isFinished } from '../search/candidate.ts';
import type { SearchOutcome } from '../search/orps.ts';
import { stepScore, type Weights } from '../search/score.ts';
import type { ComparedWorkload } from './comparison/comparison.ts';
import { keptOf } from './kept.ts';
import type { Report } from './report.ts';

/** What was chosen, and how its proof went. */
export interface Choice {
  readonly candidate: Candidate;
  /** The very text that was verified, and is written to patch.diff. */
  readonly patch: string;
  readonly verification: Verification;
  /** Repeated, paired runs against the base, where there was time for them. */
  readonly measurement?: ComparedWorkload | undefined;
}

/** All the parts of a run that a report is made of. */
export interface RunParts {
  readonly status: Report['status'];
  readonly reason: string;
  readonly stoppedBy: string;
  readonly model: string;
  readonly seed: number;
  readonly base: Report['base'];
  readonly task: Report['task'];
  readonly settings: Report['settings'];
  readonly isolation: Isolation;
  readonly usage: Report['usage'];
  readonly timing: Report['timing'];
  readonly baseline: Baseline;
  /** Absent when there was nothing to search for. */
  readonly outcome?: SearchOutcome | undefined;
  readonly choice?: Choice | undefined;
  /** Absent when no test was asked for. */
  readonly reproduction?: Report['reproduction'] | undefined;
  /** Unified diffs, by candidate id. */
  readonly patches: ReadonlyMap<string, string>;
}

/** The one value that every view is made from. */
export function composeReport(parts: RunParts): Report {
  const { baseline, outcome, choice, patches, stoppedBy, reproduction, ...rest } = parts;
  return {
    schema: 'orps-result/1',
    ...rest,
    stoppedBy: stoppedBy as Report['stoppedBy'],
    baseline: baselineRecord(baseline),
    ...(reproduction !== undefined && { reproduction }),
    best: choice ? bestRecord(choice, outcome, patches) : null,
    candidates: outcome ? candidateRecords(outcome, patches) : [],
    rounds: (outcome?.rounds ?? []).map(({ round, candidates, weights, beam, bestScore }) => ({
      round,
      candidates,
      ...weights,
      beam,
      bestScore,
    })),
  };
}

function baselineRecord({
  suite,
  failToPass,
  passToPass,
  flaky,
  tolerated,
}: Baseline): Report['baseline'] {
  return {
    tests: suite.cases.length,
    judgedBy: suite.kind === 'exit-status' ? 'exit-status' : 'reports',
    failToPass: failToPass.map(({ name, file, message }) => ({
      name,
      ...(file !== undefined && { file }),
      ...(message !== undefined && { message }),
    })),
    passToPass: passToPass.length,
    flaky: flaky.map((test) => test.id),
    alreadyFailing: tolerated.map((test) => test.id),
    durationMs: suite.usage.wallMs,
    usage: suite.usage,
  };
}

function bestRecord(
  { candidate, patch, verification, measurement }: Choice,
  outcome: SearchOutcome | undefined,
  patches: ReadonlyMap<string, string>,
): Report['best'] {
  return {
    id: candidate.id,
    strategy: candidate.strategy,
    reasoning: reasoningOf(candidate),
    ...judgement(candidate, outcome?.weights, patches),
    patch,
    ...(measurement !== undefined && { measurement: withoutRaw(measurement) }),
    verification: { runs: verification.runs, passed: verification.passed },
  };
}

const withoutRaw = ({ raw: _, ...rest }: ComparedWorkload): Omit<ComparedWorkload, 'raw'> => rest;

/** The whole way to it: a patch that grew in steps is explained by all of them. */
function reasoningOf({ chain, id, proposal }: Candidate): string {
  const own = proposal?.reasoning ?? '';
  if (chain.length === 0) return own;
  const steps = [...chain.map((link) => [link.id, link.proposal.reasoning]), [id, own]];
  return steps.map(([name, reasoning]) => `${name}: ${reasoning}`).join('\n\n');
}

function candidateRecords(
  outcome: SearchOutcome,
  patches: ReadonlyMap<string, string>,
): Report['candidates'] {
  const first = new Map<string, string>();
  const inBeam = new Set(outcome.rounds.flatMap((round) => round.beam));
  return outcome.tree.map((candidate) => {
    const key = candidate.proposal && changesHash(candidate.proposal.changes);
    const original = key === undefined ? undefined : first.get(key);
    if (key !== undefined && original === undefined) first.set(key, candidate.id);
    return {
      id: candidate.id,
      parent: candidate.parent,
      round: candidate.round,
      strategy: candidate.strategy,
      fate: fateOf(candidate, inBeam),
      verdict: candidate.feedback?.verdict ?? null,
      reason: candidate.failure ?? candidate.feedback?.reason ?? '',
      ...(original !== undefined && { duplicateOf: original }),
      ...judgement(candidate, outcome.weights, patches),
    };
  });
}

function fateOf(
  candidate: Candidate,
  inBeam: ReadonlySet<string>,
): Report['candidates'][number]['fate'] {
  if (isFinished(candidate)) return 'finished';
  if (candidate.failure !== undefined) return 'failed';
  return inBeam.has(candidate.id) ? 'beam' : 'truncated';
}

function judgement(
  candidate: Candidate,
  weights: Weights | undefined,
  patches: ReadonlyMap<string, string>,
) {
  const { feedback, review } = candidate;
  return {
    failToPass: feedback?.failToPass ?? null,
    passToPass: feedback ? keptOf(feedback) : null,
    processReward: review?.processReward ?? null,
    outcomeReward: feedback ? candidate.outcomeReward : null,
    stepScore: review && weights ? stepScore(candidate, weights) : null,
    critique: review?.critique ?? null,
    patch: patches.get(candidate.id) ?? '',
    profile: feedback?.profile ?? null,
    statics: feedback?.statics ?? null,
  };
}

/** Candidates with a proposal, for rendering their patches. */
export const proposalsOf = (
  outcome: SearchOutcome,
): readonly { readonly id: string; readonly changes: FileChanges }[] =>
  outcome.tree.flatMap(({ id, proposal }) => (proposal ? [{ id, changes: proposal.changes }] : []));
