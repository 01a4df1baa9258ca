import type { FileChanges } from '../ports.ts';
import type { Edit } from './edits.ts';

export type Applied =
  | { readonly kind: 'applied'; readonly changes: FileChanges }
  | { readonly kind: 'mismatch'; readonly problem: string };

/**
 * Applies edits on top of `before` (the parent's changes). `readBase` gives
 * the base's content. Matching is exact, then tolerant of white space at line
 * ends and of a shift in indentation; beyond that nothing is guessed, and a
 * text that occurs twice is a mismatch.
 */
export async function applyEdits(
  edits: readonly Edit[],
  before: FileChanges,
  readBase: (path: string) => Promise<string | undefined>,
): Promise<Applied> {
  const changes = new Map(before);
  for (const edit of edits) {
    const current = changes.has(edit.path) ? changes.get(edit.path) : await readBase(edit.path);
    const next = applyOne(edit, current ?? undefined);
    if ('problem' in next) return { kind: 'mismatch', problem: next.problem };
    changes.set(edit.path, next.content);
  }
  for (const [path, content] of changes) {
    if (content === (await readBase(path))) changes.delete(path);
  }
  return changes.size === 0
    ? { kind: 'mismatch', problem: 'The edits change nothing.' }
    : { kind: 'applied', changes };
}

type Next = { readonly content: string } | { readonly problem: string };

function applyOne({ path, search, replace }: Edit, current: string | undefined): Next {
  if (current === undefined) {
    return search.trim() === ''
      ? { content: ensureFinalNewline(replace) }
      : { problem: `There is no file ${path}. To make a new file, leave the SEARCH part empty.` };
  }
  if (search.trim() === '') {
    return current.trim() === ''
      ? { content: ensureFinalNewline(replace) }
      : { problem: `${path} exists, so the SEARCH part must name the lines to replace.` };
  }
  const crlf = current.includes('\r\n');
  const lines = current.replace(/\r\n/g, '\n').split('\n');
  const located = locate(lines, search, replace);
  if (typeof located === 'string') return { problem: `${path}: ${located}` };
  lines.splice(located.at, located.length, ...located.lines);
  const content = lines.join('\n');
  return { content: crlf ? content.replace(/\n/g, '\r\n') : content };
}

interface Located {
  readonly at: number;
  readonly length: number;
  readonly lines: readonly string[];
}

/** Where to put what; a sentence when the place is unknown or ambiguous. */
function locate(lines: readonly string[], search: string, replace: string): Located | string {
  const wanted = unnumbered(search.split('\n'));
  const put = replace === '' ? [] : unnumbered(replace.split('\n'));
  for (const same of [exact, trimmedEnd, shifted]) {
    const places = lines.flatMap((_, at) =>
      same(lines.slice(at, at + wanted.length), wanted) ? [at] : [],
    );
    if (places.length > 1) {
      const where = places.map((at) => at + 1).join(', ');
      return `the SEARCH lines occur ${places.length} times (lines ${where}); include more lines to make the place unique.`;
    }
    const [at] = places;
    if (at !== undefined) {
      const shift = same === shifted ? shiftBetween(wanted, lines.slice(at)) : undefined;
      return { at, length: wanted.length, lines: shift ? reindent(put, shift) : put };
    }
  }
  return `the SEARCH lines do not occur in the file, beginning with ${JSON.stringify(wanted[0]?.slice(0, 80))}. Copy them exactly from the file as it is now.`;
}

type Same = (found: readonly string[], wanted: readonly string[]) => boolean;

const exact: Same = (found, wanted) =>
  found.length === wanted.length && wanted.every((line, i) => line === found[i]);

const trimmedEnd: Same = (found, wanted) =>
  exact(
    found.map((line) => line.trimEnd()),
    wanted.map((line) => line.trimEnd()),
  );

/** Equal but for one and the same change of indentation on every line. */
const shifted: Same = (found, wanted) => {
  if (!wanted.some((line) => line.trim() !== '')) return false;
  const shift = shiftBetween(wanted, found);
  return shift !== undefined && trimmedEnd(found, reindent(wanted, shift));
};

interface Shift {
  readonly remove: string;
  readonly add: string;
}

function shiftBetween(from: readonly string[], to: readonly string[]): Shift | undefined {
  const at = from.findIndex((line) => line.trim() !== '');
  const target = to[at];
  const source = from[at];
  if (source === undefined || target === undefined) return undefined;
  return { remove: indentOf(source), add: indentOf(target) };
}

function reindent(lines: readonly string[], { remove, add }: Shift): string[] {
  return lines.map((line) => {
    if (line.trim() === '') return line;
    return line.startsWith(remove) ? add + line.slice(remove.length) : line;
  });
}

const indentOf = (line: string): string => line.slice(0, line.length - line.trimStart().length);

/** Files are shown with line numbers (`  12| code`); models sometimes copy them. */
function unnumbered(lines: readonly string[]): readonly string[] {
  const numbered = /^\s*\d+\| ?/;
  const all = lines.every((line) => line.trim() === '' || numbered.test(line));
  return all ? lines.map((line) => line.replace(numbered, '')) : lines;
}

const ensureFinalNewline = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
