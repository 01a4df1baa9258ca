import type { ChainLink, Feedback, Programmer, Proposal, Refusal } from '../../../src/ports.ts';

export const feedback: Feedback = {
  verdict: 'failing',
  reason: 'No failing test passes yet.',
  failToPass: { passed: 0, total: 2 },
  passToPass: { passed: 4, total: 4 },
  failures: [],
  success: 0,
  profile: null,
  statics: null,
};

export const linkOf = (
  id: string,
  proposal: Proposal,
  said: Partial<Feedback> = {},
): ChainLink => ({
  id,
  strategy: '',
  proposal,
  feedback: { ...feedback, ...said },
  review: { critique: '', processReward: 2, finished: false },
});

/** What the programmer proposes for one sample of the root or of a chain. */
export const answer = (
  programmer: Programmer,
  sample: number,
  chain: readonly ChainLink[] = [],
): Promise<Proposal | Refusal> =>
  programmer.propose(
    { id: `0.${sample}`, sample, strategy: '', chain },
    new AbortController().signal,
  );
