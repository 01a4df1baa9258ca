import { dirname, extname } from 'node:path';
import { languageOf } from '../syntax/language.ts';
import { hasHash, isCompiledGo, nameOf, placesOf, plain, RUNNER_CACHE } from './left-paths.ts';
import { madeFrom } from './made.ts';

/** What one side's runs leave behind: files, and folders that hold nothing. */
export interface Left {
  /** What lay there after its first run. */
  readonly first: readonly string[];
  readonly all: readonly string[];
}

/** Paths of the project's files, code or not. */
export interface ProjectFiles {
  /** What only the head has. */
  readonly added: readonly string[];
  /** What there is at all, of which the head may be the first to run something. */
  readonly all: readonly string[];
}

/**
 * What only the head's runs leave behind: a later run can read what an earlier one kept there,
 * and is faster than a first one. Not what Go compiled, what is made from a file of code that
 * only the head has, or by the test runner from any; and not names that look like what the base leaves, unless
 * the head leaves more of them.
 */
export function leftByHeadOnly(base: Left, head: Left, files: ProjectFiles): readonly string[] {
  const places = new Set(base.all.flatMap(placesOf));
  const code = files.added.filter(isCode);
  const isOfNew = madeFrom(code, base.all);
  const isOfAny = madeFrom(files.all.filter(isCode), base.all);
  const isMade = (path: string): boolean =>
    isCompiledGo(path) || isOfNew(path) || (path.startsWith(RUNNER_CACHE) && isOfAny(path));
  const own = head.all.filter((path) => !places.has(path) && !isMade(path));
  const alike = new Set([...places].map(plain));
  const asNumbered = numbered(base, head, code.length);
  const asNamed = named(base, head, new Set(own));
  return own.filter((path) => !(alike.has(plain(path)) ? asNumbered : asNamed).has(path)).sort();
}

const isCode = (path: string): boolean => languageOf(path) !== undefined;

/** What a side leaves, and what of it is compared. */
interface Trace {
  readonly path: string;
  readonly place: string;
  /** Was it not there after the first run? */
  readonly isLate: boolean;
}

function traceOf({ first }: Left): (path: string, place: string) => Trace {
  const early = new Set(first.flatMap(placesOf));
  return (path, place) => ({ path, place, isLate: !early.has(place) });
}

/** Paths of the head's traces of those kinds of which the base has some and the head has no more. */
function kinOf(
  base: readonly Trace[],
  head: readonly Trace[],
  kindOf: (place: string) => string,
  isMore: (base: readonly Trace[], head: readonly Trace[]) => boolean,
): ReadonlySet<string> {
  const before = Map.groupBy(base, ({ place }) => kindOf(place));
  const after = Map.groupBy(head, ({ place }) => kindOf(place));
  const paths = [...after].flatMap(([kind, traces]) => {
    const others = before.get(kind);
    return others === undefined || isMore(others, traces) ? [] : traces.map(({ path }) => path);
  });
  return new Set(paths);
}

/** Names by chance collide at times, and not every run leaves as many. */
const BY_CHANCE = 6;

/** Where names change from run to run, the head has clearly more of them with twice as many and some. */
function hasMore(
  base: readonly Trace[],
  head: readonly Trace[],
  doChange: boolean,
  allowed = 0,
): boolean {
  const [gone, come] = [countBeside(base, head), countBeside(head, base)];
  return come > (doChange ? 2 * gone + BY_CHANCE : gone) + allowed;
}

/** How many places of one side the other lacks. */
function countBeside(one: readonly Trace[], other: readonly Trace[]): number {
  const places = new Set(other.map(({ place }) => place));
  return new Set(one.flatMap(({ place }) => (places.has(place) ? [] : [place]))).size;
}

const isLate = (trace: Trace): boolean => trace.isLate;

/** Of the head's, those that differ from what the base leaves by numbers and hashes alone. */
function numbered(base: Left, head: Left, modules: number): ReadonlySet<string> {
  const tracesIn = (left: Left): readonly Trace[] => {
    const trace = traceOf(left);
    return [...new Set(left.all.flatMap(placesOf))].map((place) => trace(place, place));
  };
  return kinOf(tracesIn(base), tracesIn(head), plain, (one, other) => {
    // What is kept by the hash of a module is one more where there is one module more.
    const allowed = other.some(({ place }) => hasHash(place)) ? modules : 0;
    return hasMore(one, other, [...one, ...other].some(isLate), allowed);
  });
}

/**
 * Of the head's, those that look like what only the base leaves in the same place: by the length
 * and the ending of their names; or by the ending alone, where new ones come on both sides after
 * the first run and that run left no more, since not all names by chance are equally long.
 */
function named(base: Left, head: Left, own: ReadonlySet<string>): ReadonlySet<string> {
  const before = tracesBeside(base, head);
  const after = tracesBeside(head, base).filter(({ path }) => own.has(path));
  const sized = kinOf(before, after, bySize, (one, other) => hasMore(one, other, one.some(isLate)));
  const coming = kinOf(before, after, byEnding, (one, other) => {
    const [early, others] = [one, other].map((traces) => traces.filter((trace) => !isLate(trace)));
    return (
      ![one, other].every((traces) => traces.some(isLate)) ||
      hasMore(early ?? [], others ?? [], false) ||
      hasMore(one, other, true)
    );
  });
  return new Set([...sized, ...coming]);
}

const byEnding = (place: string): string => `${extname(place)} in ${plain(dirname(place))}`;
const bySize = (place: string): string => `${nameOf(place).length}${byEnding(place)}`;

/** What one side leaves and the other does not, and where it parts from all that is like it there. */
function tracesBeside(one: Left, other: Left): readonly Trace[] {
  const places = new Set(other.all.flatMap(placesOf));
  const alike = new Set([...places].map(plain));
  const trace = traceOf(one);
  return one.all
    .filter((path) => !places.has(path))
    .map((path) => trace(path, placesOf(path).find((at) => !alike.has(plain(at))) ?? path));
}
