import type { Assignment, Critic, Evaluator, Journal, Observer, Programmer } from '../ports.ts';
import { rank, selectBeam } from './beam.ts';
import type { Budget } from './budget.ts';
import { asLink, type Candidate, isFinished, type ScoredCandidate } from './candidate.ts';
import { rememberingLateEnds } from './late-end.ts';
import { liveOf } from './life.ts';
import { balance, stepScore, type Weights } from './score.ts';
import type { SearchSettings } from './settings.ts';
import { STRATEGIES, strategyOf } from './strategies.ts';

export interface SearchPorts {
  readonly programmer: Programmer;
  readonly critic: Critic;
  readonly evaluator: Evaluator;
  /** Remembers how rounds ended that time ended. */
  readonly journal: Journal;
}

export interface Round {
  readonly round: number;
  readonly candidates: number;
  readonly weights: Weights;
  readonly beam: readonly string[];
  readonly bestScore: number;
}

export interface SearchOutcome {
  /** Every node of every round, in order. */
  readonly tree: readonly Candidate[];
  readonly rounds: readonly Round[];
  /** Nodes that ran, best first. */
  readonly ranking: readonly Candidate[];
  readonly weights: Weights;
  /** `solved`, `rounds`, `plateau`, `exhausted`, `unusable`, or what the budget says (`budget:minutes`, `interrupted`). */
  readonly stoppedBy: string;
}

/**
 * Algorithm 1 of the paper: outcome-refining process supervision. Candidates
 * are proposed, executed, critiqued and scored each on its own; selecting the
 * beam is the only barrier. Anytime: whatever ends the budget, the tree so far
 * is returned and ranked.
 */
export async function orps(
  ports: SearchPorts,
  settings: SearchSettings & {
    /** Manners of working; those of a repair by default. */
    readonly strategies?: readonly string[];
  },
  budget: Budget,
  observe: Observer,
): Promise<SearchOutcome> {
  const tree: Candidate[] = [];
  const rounds: Round[] = [];
  let beam: readonly ScoredCandidate[] = [];
  let weights = balance([], settings);
  const raise = rememberingLateEnds(ports.journal);
  const live = liveOf(ports, budget, observe, (candidate) => stepScore(candidate, weights));
  let stoppedBy: string | undefined;
  const { strategies = STRATEGIES.repair } = settings;

  for (let round = 0; !stoppedBy; round++) {
    const assignments = expand(beam, round, { ...settings, strategies });
    observe({ kind: 'round', round, candidates: assignments.length });
    const isLate = round + 1 < settings.rounds ? budget.hasPassed(LATE) : never;
    const born = await raise(assignments, live, { ...settings, isLate, signal: budget.signal });
    tree.push(...born);
    weights = balance(tree, settings);
    const next = selectBeam(born, settings.beam, weights);
    observe({ kind: 'selected', round, beam: next.map((node) => node.id) });
    rounds.push(summarise(round, born, next, weights, tree));
    stoppedBy = budget.spent ?? reasonToStop(tree, born, rounds, settings);
    // A round in which nothing ran teaches nothing: its parents get another try.
    if (next.length > 0) beam = next;
  }
  return { tree, rounds, ranking: rank(tree, weights), weights, stoppedBy };
}

/** What is left of the time then is for the rounds to come. */
const LATE = 0.75;

const never = (): boolean => false;

/**
 * Steps 1 and 5: N samples of the root, or of every node in the beam, each in
 * another manner. Every parent's first sample comes before any second one: a
 * budget that ends the round has then served them alike.
 */
function expand(
  beam: readonly ScoredCandidate[],
  round: number,
  {
    samples,
    strategies,
  }: Pick<SearchSettings, 'samples'> & {
    readonly strategies: readonly string[];
  },
): readonly Assignment[] {
  const parents = beam.length > 0 ? beam : [undefined];
  const chains = parents.map((parent) => (parent ? [...parent.chain, asLink(parent)] : []));
  return Array.from({ length: samples }, (_, sample) =>
    parents.map((parent, rank) => ({
      id: parent ? `${parent.id}/${round}.${sample}` : `${round}.${sample}`,
      // The root may be asked again in a later round: then for something else.
      sample: parent ? sample : round * samples + sample,
      strategy: strategyOf(strategies, round * samples + rank * samples + sample),
      chain: chains[rank] ?? [],
    })),
  ).flat();
}

/** Step 6, with early finish and plateau stop. */
function reasonToStop(
  tree: readonly Candidate[],
  born: readonly Candidate[],
  rounds: readonly Round[],
  settings: SearchSettings,
): string | undefined {
  if (tree.filter(isFinished).length >= settings.enough) return 'solved';
  if (born.length === 0) return 'exhausted';
  if (born.every(isFinished)) return 'solved';
  if (rounds.length >= settings.rounds) return 'rounds';
  // Whoever twice proposed nothing that could be run will hardly begin to.
  if (rounds.length > 1 && tree.every(({ feedback }) => feedback === undefined)) return 'unusable';
  const best = Math.max(...rounds.map((round) => round.bestScore));
  const since = rounds.length - 1 - rounds.findIndex((round) => round.bestScore >= best);
  return since >= settings.patience ? 'plateau' : undefined;
}

function summarise(
  round: number,
  born: readonly Candidate[],
  beam: readonly ScoredCandidate[],
  weights: Weights,
  tree: readonly Candidate[],
): Round {
  return {
    round,
    candidates: born.length,
    weights,
    beam: beam.map((node) => node.id),
    bestScore: Math.max(0, ...tree.map((candidate) => stepScore(candidate, weights))),
  };
}
