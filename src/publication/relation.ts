import { stemmer } from 'stemmer';
import { eng } from 'stopword';
import type { Report } from '../report/report.ts';

/** What issues, tests and paths are full of, whatever they are about. */
const COMMON =
  'test spec fail error bug issue fix broken wrong work expect receive actual assert throw exception ' +
  'return value result call function method class module file line code use get set add new true false null ' +
  'diff git undefined none self const let var def import export from src lib app main index util helper core unit ' +
  'integration should does when with for not';

const stems = (words: readonly string[]): ReadonlySet<string> => new Set(words.map(stemmer));

const IGNORED = stems([...eng, ...COMMON.split(' ')]);

/** Stems of words of at least three letters, `maxLength` and `max_length` taken apart. */
function significant(text: string): ReadonlySet<string> {
  const words = text
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .match(/\p{L}{3,}/gu);
  return new Set([...stems(words ?? [])].filter((stem) => !IGNORED.has(stem)));
}

/**
 * Whether what was repaired may be what the task speaks of: a suite can be red for
 * another reason than the issue that started the search. The failing tests' names
 * or the patch have to share a word with it, or a test was written from its words.
 */
export function isAboutTask({ task, baseline, best, reproduction }: Report): boolean {
  if (reproduction !== undefined || best === null) return true;
  const failing = baseline.failToPass.flatMap(({ name, file = '' }) => [name, file]);
  const repaired = significant([...failing, best.patch].join('\n'));
  return [...significant(task.goal)].some((stem) => repaired.has(stem));
}
