import { constants } from 'node:os';
import type { Execution } from '../ports.ts';

/** A shell tells of the signal that ended its command by a status above this. */
const SIGNALLED = 128;

/** How a command ended: `exit status 3`, `exit status 137, SIGKILL`. */
export function endingOf({ end, exitCode }: Pick<Execution, 'end' | 'exitCode'>): string {
  if (end === 'out-of-memory') return 'out of memory';
  if (end !== 'exited') return end;
  if (exitCode === null) return 'killed by a signal';
  const signal = Object.entries(constants.signals).find(
    ([, number]) => number === exitCode - SIGNALLED,
  );
  return `exit status ${exitCode}${signal === undefined ? '' : `, ${signal[0]}`}`;
}
