import { fullDisk } from '../disk.ts';
import { OrpsError } from '../errors.ts';
import { bothEnds } from '../report/plain.ts';
import type { Report } from '../report/report.ts';

/** 0: fixed, improved or nothing to do; 1: nothing good enough. (2 is wrong use or configuration.) */
export const exitStatusOf = ({ status }: Report): 0 | 1 =>
  status === 'unresolved' || status === 'flaky' ? 1 : 0;

/** One or two sentences: what happened, where, what to do next; below them what a program printed. Never a stack trace for the user's own faults. */
export function explain(thrown: unknown, phrase = (words: string) => words): string {
  const error = fullDisk(thrown) ?? thrown;
  if (error instanceof OrpsError) {
    const printed = bothEnds(error.output).replace(/^/gm, '  | ');
    const words = phrase(`orps: ${error.message} ${error.remedy}`.trim());
    return error.output.trim() === '' ? words : `${words}\n${printed}`;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `orps: this is a fault of orps itself; please report it with what follows.\n${detail}`;
}
