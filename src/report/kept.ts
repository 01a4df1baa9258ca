import type { Feedback } from '../ports.ts';

/** The tests that passed before, as far as they ran: those of a candidate that repairs nothing do not. */
export const keptOf = ({
  verdict,
  passToPass,
}: Pick<Feedback, 'verdict' | 'passToPass'>): Feedback['passToPass'] | null =>
  passToPass.passed > 0 || verdict === 'broke' || verdict === 'plausible' ? passToPass : null;
