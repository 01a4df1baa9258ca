import { changedLines } from './patch-size.ts';
import type { Report } from './report.ts';
import { counted, ratio, score, tally } from './wording.ts';

type Candidate = Report['candidates'][number];
type Best = NonNullable<Report['best']>;

export interface RunnerUp {
  readonly candidate: Candidate;
  /** One sentence; quotes what strangers wrote. */
  readonly why: string;
}

const share = (tally: Candidate['failToPass']): number =>
  tally === null || tally.total === 0 ? 0 : tally.passed / tally.total;

/** Solving beats scoring: share of target tests, then of the others, then the step score. */
const standing = (candidate: Candidate): number =>
  100 * share(candidate.failToPass) + 10 * share(candidate.passToPass) + (candidate.stepScore ?? 0);

/** Two candidates that pass the same tests, told apart by what speaks against one of them. */
function differences(candidate: Candidate, best: Best): string {
  const facts: string[] = [];
  const [cpu, bestCpu] = [candidate.profile?.cpu ?? null, best.profile?.cpu ?? null];
  if (cpu !== null && bestCpu !== null && Math.abs(cpu - bestCpu) >= 0.1) {
    facts.push(`CPU time ${ratio(cpu)} against ${ratio(bestCpu)}`);
  }
  if (score(candidate.stepScore) !== score(best.stepScore)) {
    facts.push(`step score ${score(candidate.stepScore)} against ${score(best.stepScore)}`);
  }
  const [lines, bestLines] = [changedLines(candidate.patch), changedLines(best.patch)];
  if (lines > bestLines) {
    facts.push(`changes ${counted(lines, 'line')} against ${bestLines}`);
  }
  return facts.length === 0
    ? 'nothing measured tells them apart, and the shorter code or the earlier candidate is taken'
    : facts.join(', ');
}

function whyNotChosen(candidate: Candidate, best: Best | null): string {
  if (candidate.verdict !== 'plausible' || best === null) return candidate.reason;
  return `Passes the same tests: ${differences(candidate, best)}.`;
}

/** The best candidates that were not chosen, best first; repeats of other candidates left out. */
export function runnersUp(report: Report, limit: number): readonly RunnerUp[] {
  return report.candidates
    .filter(
      ({ id, verdict, duplicateOf }) =>
        id !== report.best?.id && verdict !== null && duplicateOf === undefined,
    )
    .sort((a, b) => standing(b) - standing(a))
    .slice(0, limit)
    .map((candidate) => ({ candidate, why: whyNotChosen(candidate, report.best) }));
}

/** Of the failing and of the passing tests; a dash where nothing failed. */
export const fixedAndKept = ({ failToPass, passToPass }: Candidate): string =>
  `${failToPass?.total === 0 ? '–' : tally(failToPass)} · ${tally(passToPass)}`;
