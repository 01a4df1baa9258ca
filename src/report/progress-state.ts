import type { Feedback, SearchEvent, Tally } from '../ports.ts';
import { keptOf } from './kept.ts';

type Of<K extends SearchEvent['kind']> = Extract<SearchEvent, { kind: K }>;

/** One candidate as far as it has come. */
export interface Sprout {
  readonly id: string;
  readonly parent: string | null;
  readonly strategy: string;
  readonly phase: 'testing' | 'reviewing' | 'scored' | 'failed' | 'ended';
  readonly verdict: Feedback['verdict'] | null;
  readonly failToPass: Tally | null;
  readonly passToPass: Tally | null;
  readonly processReward: number | null;
  readonly stepScore: number | null;
}

/** A run so far: the sum of its events. */
export interface ProgressState {
  readonly stage: string;
  readonly baseline: Of<'baseline'> | null;
  /** The running round, and how many candidates there were before it. */
  readonly round: (Of<'round'> & { readonly before: number }) | null;
  readonly sprouts: ReadonlyMap<string, Sprout>;
  readonly beam: readonly string[];
  readonly usage: Of<'usage'> | null;
  readonly verification: readonly Of<'verification'>[];
  readonly note: string | null;
}

export const atTheStart: ProgressState = {
  stage: 'starting',
  baseline: null,
  round: null,
  sprouts: new Map(),
  beam: [],
  usage: null,
  verification: [],
  note: null,
};

/** A candidate that failed before it was proposed is known by its name alone: `0.3/1.2`. */
function unknown(id: string): Sprout {
  const cut = id.lastIndexOf('/');
  return {
    id,
    parent: cut < 0 ? null : id.slice(0, cut),
    strategy: '',
    phase: 'testing',
    verdict: null,
    failToPass: null,
    passToPass: null,
    processReward: null,
    stepScore: null,
  };
}

function grown(state: ProgressState, id: string, change: Partial<Sprout>): ProgressState {
  const sprout = { ...(state.sprouts.get(id) ?? unknown(id)), ...change };
  return { ...state, sprouts: new Map(state.sprouts).set(id, sprout) };
}

/** Nothing of a round goes on once its beam is selected. */
function settled({ sprouts }: ProgressState): ProgressState['sprouts'] {
  const end = (sprout: Sprout): Sprout =>
    sprout.phase === 'testing' || sprout.phase === 'reviewing'
      ? { ...sprout, phase: 'ended' }
      : sprout;
  return new Map([...sprouts].map(([id, sprout]) => [id, end(sprout)]));
}

/** The state after one more event. */
export function advance(state: ProgressState, event: SearchEvent): ProgressState {
  switch (event.kind) {
    case 'pair':
      return { ...state, note: `pair ${event.done} of ${event.of}` };
    case 'stage':
      return { ...state, stage: event.name };
    case 'baseline':
      return { ...state, baseline: event };
    case 'round':
      return { ...state, round: { ...event, before: state.sprouts.size } };
    case 'proposed':
      return grown(state, event.id, { parent: event.parent, strategy: event.strategy });
    case 'evaluated': {
      const { verdict, failToPass } = event;
      const passToPass = keptOf(event);
      return grown(state, event.id, { verdict, failToPass, passToPass, phase: 'reviewing' });
    }
    case 'scored': {
      const { processReward, stepScore } = event;
      return grown(state, event.id, { processReward, stepScore, phase: 'scored' });
    }
    case 'failed':
      return grown(state, event.id, { phase: 'failed' });
    case 'selected':
      return { ...state, beam: event.beam, sprouts: settled(state) };
    case 'usage':
      return { ...state, usage: event };
    case 'verification':
      return { ...state, verification: [...state.verification, event] };
    case 'note':
      return { ...state, note: event.text };
  }
}
