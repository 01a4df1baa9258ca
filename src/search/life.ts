import { BudgetSpent, ModelUnavailable } from '../errors.ts';
import type { Assignment, Observer } from '../ports.ts';
import type { Budget } from './budget.ts';
import { type Candidate, roundOf } from './candidate.ts';
import type { Life } from './generation.ts';
import type { SearchPorts } from './orps.ts';
import { outcomeReward } from './score.ts';

/** The step score by the weights of the moment. */
type Score = (candidate: Candidate) => number;

/**
 * Steps 1 to 3 for one candidate: propose → execute → critique → score. An
 * unusable reply makes a failed candidate, not an error. When a budget ends or
 * the model is gone, the search stops with what it has.
 */
export const liveOf =
  (ports: SearchPorts, budget: Budget, observe: Observer, score: Score): Life =>
  async (assignment, order, signal) => {
    if (signal.aborted || !budget.admitCandidate()) return undefined;
    try {
      return await live(ports, budget, observe, score, assignment, order, signal);
    } catch (error) {
      if (signal.aborted) {
        budget.releaseCandidate();
        return undefined;
      }
      if (error instanceof BudgetSpent) return undefined;
      if (error instanceof ModelUnavailable) {
        budget.end('model-unavailable', error);
        return undefined;
      }
      throw error;
    }
  };

async function live(
  { programmer, evaluator, critic }: SearchPorts,
  budget: Budget,
  observe: Observer,
  score: Score,
  assignment: Assignment,
  order: number,
  signal: AbortSignal,
): Promise<Candidate | undefined> {
  const { id, chain } = assignment;
  const parent = chain.at(-1)?.id ?? null;
  const node = { id, parent, round: roundOf(id), order, chain, outcomeReward: 0 };
  const fail = (failure: string, known: Partial<Candidate> = {}): Candidate => {
    observe({ kind: 'failed', id, reason: failure });
    return { ...node, strategy: assignment.strategy, ...known, failure };
  };

  const proposal = await programmer.propose(assignment, signal);
  if ('refused' in proposal) {
    if (!proposal.exhausted) return fail(proposal.refused);
    budget.releaseCandidate();
    return undefined;
  }
  const strategy = proposal.manner ?? assignment.strategy;
  const born = { ...node, strategy };
  observe({ kind: 'proposed', id, parent, strategy });

  const feedback = await evaluator.evaluate(proposal.changes, order, signal);
  const { verdict, reason, failToPass, passToPass } = feedback;
  observe({ kind: 'evaluated', id, verdict, reason, failToPass, passToPass });
  if (verdict === 'rejected') return fail(reason, { strategy, proposal, feedback });

  const executed = { strategy, proposal, feedback, outcomeReward: outcomeReward(feedback) };
  const review = await critic.review({ id, strategy, proposal, feedback }, chain, signal);
  if ('refused' in review) return fail(review.refused, executed);
  const candidate = { ...born, ...executed, review };
  const { processReward } = review;
  const { outcomeReward: omega } = executed;
  observe({ kind: 'scored', id, processReward, outcomeReward: omega, stepScore: score(candidate) });
  return candidate;
}
