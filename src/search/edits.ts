/** One search/replace block of a reply. An empty `search` makes a new file. */
export interface Edit {
  readonly path: string;
  readonly search: string;
  readonly replace: string;
}

export interface ParsedEdits {
  readonly edits: readonly Edit[];
  /** The text before the first block: the programmer's reasoning. */
  readonly prose: string;
  /** Why the blocks cannot be used; `undefined` when they can. */
  readonly problem?: string;
}

const SEARCH = /^<{5,9}\s*SEARCH\b/;
const DIVIDER = /^={5,9}\s*$/;
const REPLACE = /^>{5,9}\s*REPLACE\b/;
const FENCE = /^(```|~~~)/;

/**
 * Reads blocks of the form
 *
 *     path/to/file.py
 *     <<<<<<< SEARCH
 *     lines to find
 *     =======
 *     lines to put there
 *     >>>>>>> REPLACE
 *
 * and forgives what models do around them: fences, bold or quoted paths, a
 * path given once for several blocks, Windows line ends.
 */
export function parseEdits(reply: string): ParsedEdits {
  const lines = withoutThinking(reply).replace(/\r\n/g, '\n').split('\n');
  const edits: Edit[] = [];
  let prose: string | undefined;
  let path: string | undefined;

  for (let at = 0; at < lines.length; at++) {
    if (!SEARCH.test(lines[at] ?? '')) continue;
    const named = pathAbove(lines, at);
    path = named?.path ?? path;
    prose ??= lines.slice(0, named?.line ?? at).join('\n');
    const divider = indexFrom(lines, at + 1, DIVIDER);
    const end = divider < 0 ? -1 : indexFrom(lines, divider + 1, REPLACE);
    const problem = blockProblem(path, divider, end, lines.slice(at + 1, divider));
    if (problem || path === undefined) return { edits, prose, problem: problem ?? '' };
    edits.push({
      path,
      search: lines.slice(at + 1, divider).join('\n'),
      replace: lines.slice(divider + 1, end).join('\n'),
    });
    at = end;
  }
  const problem = edits.length > 0 ? undefined : 'The answer holds no SEARCH/REPLACE block.';
  return { edits, prose: trimProse(prose ?? ''), ...(problem && { problem }) };
}

function blockProblem(
  path: string | undefined,
  divider: number,
  end: number,
  search: readonly string[],
): string | undefined {
  if (path === undefined) return 'A SEARCH block has no file path on the line above it.';
  if (divider < 0) return `A block for ${path} has no ======= line.`;
  if (end < 0) return `A block for ${path} has no >>>>>>> REPLACE line: the answer was cut off.`;
  return search.some((line) => SEARCH.test(line))
    ? `A block for ${path} holds another SEARCH line before its ======= line.`
    : undefined;
}

/** The path on the nearest line above that is neither blank nor a fence. */
function pathAbove(
  lines: readonly string[],
  at: number,
): { readonly path: string; readonly line: number } | undefined {
  for (let line = at - 1; line >= 0 && line >= at - 3; line--) {
    const text = lines[line]?.trim() ?? '';
    if (text === '' || (FENCE.test(text) && !text.includes('/') && !text.includes('.'))) continue;
    const path = text
      .replace(/^(```|~~~)\w*[\s:]*/, '')
      .replace(/^(#+|[-*>]|\d+\.)\s+/, '')
      .replace(/^(file|path|filename)\s*:\s*/i, '')
      .replace(/^[*_`"'([]+|[*_`"')\]:]+$/g, '')
      .replace(/^\.\//, '');
    return /^[^\s<>|]+$/.test(path) && /[./]/.test(path) ? { path, line } : undefined;
  }
  return undefined;
}

function indexFrom(lines: readonly string[], from: number, pattern: RegExp): number {
  for (let at = from; at < lines.length; at++) if (pattern.test(lines[at] ?? '')) return at;
  return -1;
}

/** Reasoning models may put their thoughts into the answer itself. */
export function withoutThinking(reply: string): string {
  let text = '';
  let from = 0;
  for (;;) {
    const begin = indexOfTag(reply, '<think', from);
    const end = begin < 0 ? -1 : indexOfTag(reply, '</think', begin);
    if (end < 0) return text + reply.slice(from);
    text += reply.slice(from, begin);
    from = reply.indexOf('>', end) + 1;
  }
}

/** Of `<think>` or `<thinking>`; no regular expression, which would go over a long reply again and again. */
function indexOfTag(text: string, tag: string, from: number): number {
  for (let at = text.indexOf(tag, from); at >= 0; at = text.indexOf(tag, at + 1)) {
    if (text.startsWith('>', at + tag.length) || text.startsWith('ing>', at + tag.length))
      return at;
  }
  return -1;
}

const HEADING = /^[#* \t]*(?:reasoning|edits?|patch)[*: \t]*$/i;

/** Line by line: blanks and line breaks in one pattern take cubic time. */
const trimProse = (prose: string): string =>
  prose
    .split('\n')
    .map((line) => (HEADING.test(line) ? '' : line))
    .join('\n')
    .trim()
    .replace(/(?:```|~~~)\w*$/, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
