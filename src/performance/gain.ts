import type { RelativeProfile } from '../ports.ts';
import type { ComparedWorkload } from '../report/comparison/comparison.ts';
import type { Candidate } from '../search/candidate.ts';

type Measurement = Pick<ComparedWorkload, 'whole' | 'parts' | 'broken' | 'comparable' | 'kept'>;

/**
 * Is it faster by the method of `orps bench`, in time or instructions, as a whole or
 * in single tests, and nowhere slower? Memory is told beside it and decides nothing:
 * speed is often bought with it. What its runs keep in files makes all but the first
 * one fast, and that first one is what a user has: such a patch is not faster.
 */
export function isConfirmed({ whole, parts, broken, comparable, kept }: Measurement): boolean {
  if (broken.length > 0 || !comparable || kept === null || kept.length > 0) return false;
  const verdicts = [...whole.filter(({ name }) => name !== 'peak-memory'), ...parts].map(
    ({ judgement }) => judgement?.verdict,
  );
  return verdicts.includes('faster') && !verdicts.includes('slower');
}

/** Less than these are within what a few runs vary by. */
const FLOOR = { instructions: 0.002, time: 0.03 } as const;

/** Every test agrees, and the first look gives reason to measure it properly. */
export const isPromising = ({ feedback }: Candidate): boolean =>
  feedback?.verdict === 'plausible' && seemsFaster(feedback.profile);

function seemsFaster(profile: RelativeProfile | null): boolean {
  if (profile === null) return false;
  const { instructions = 1, cpu, wall } = profile;
  return (
    instructions < 1 - FLOOR.instructions ||
    [cpu, wall].some((ratio) => ratio !== null && ratio < 1 - FLOOR.time)
  );
}
