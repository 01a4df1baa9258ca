import { structuredPatch } from 'diff';
import type { FileChanges } from '../ports.ts';

/** Reads a file of the base, as `Workspaces.read` does. */
type Read = (path: string) => Promise<string | undefined>;

const NO_NEWLINE = '\\ No newline at end of file';
/** Beyond this a minimal diff is not worth its wait; the file is replaced as a whole. */
const DIFF_MS = 2_000;

/** As git quotes names in diff headers (core.quotePath=false): C escapes where a plain name would be ambiguous. */
function quoted(path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what git escapes
  if (!/["\\\u0000-\u001f\u007f]/.test(path)) return path;
  const named: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  const escaped = path.replace(/["\\\u0000-\u001f\u007f]/g, (character) => {
    if (character === '"' || character === '\\') return `\\${character}`;
    const octal = character.charCodeAt(0).toString(8).padStart(3, '0');
    return named[character] ?? `\\${octal}`;
  });
  return `"${escaped}"`;
}

/** Git marks the end of a name with blanks by a tab. */
const headerName = (path: string): string => quoted(path) + (path.includes(' ') ? '\t' : '');

const linesOf = (text: string): readonly string[] => text.split(/(?<=\n)/).filter(Boolean);

/** A side's lines behind a sign, with git's remark where the last one has no end. */
const marked = (sign: string, text: string): string =>
  linesOf(text)
    .map((line) => (line.endsWith('\n') ? sign + line : `${sign}${line}\n${NO_NEWLINE}\n`))
    .join('');

const range = (text: string): string => {
  const count = linesOf(text).length;
  return `${count === 0 ? 0 : 1},${count}`;
};

const replacement = (before: string, after: string): string =>
  `@@ -${range(before)} +${range(after)} @@\n${marked('-', before)}${marked('+', after)}`;

function hunks(before: string, after: string): string {
  if (before === after) return '';
  if (before === '' || after === '') return replacement(before, after);
  const patch = structuredPatch('a', 'b', before, after, undefined, undefined, {
    context: 3,
    timeout: DIFF_MS,
  });
  if (patch === undefined) return replacement(before, after);
  return patch.hunks
    .map(({ oldStart, oldLines, newStart, newLines, lines }) => {
      const head = `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`;
      return `${[head, ...lines].join('\n')}\n`;
    })
    .join('');
}

function renderFile(path: string, before: string | undefined, after: string | null): string {
  if (before === (after ?? undefined)) return '';
  const [old, next] = [`a/${path}`, `b/${path}`];
  const header = [`diff --git ${quoted(old)} ${quoted(next)}`];
  if (before === undefined) header.push('new file mode 100644');
  if (after === null) header.push('deleted file mode 100644');
  if ((before ?? '') !== (after ?? '')) {
    header.push(`--- ${before === undefined ? '/dev/null' : headerName(old)}`);
    header.push(`+++ ${after === null ? '/dev/null' : headerName(next)}`);
  }
  return `${header.join('\n')}\n${hunks(before ?? '', after ?? '')}`;
}

/**
 * A unified diff in git's format that `git apply` takes at the toplevel; empty
 * when nothing changes. Modes of changed files stay as they are; new files are
 * plain. `prefix` is the project's folder below the toplevel, '' for the whole.
 */
export async function renderPatch(
  changes: FileChanges,
  read: Read,
  prefix: string,
): Promise<string> {
  const paths = [...changes.keys()].sort();
  const parts = await Promise.all(
    paths.map(async (path) => {
      const full = prefix === '' ? path : `${prefix}/${path}`;
      return renderFile(full, await read(path), changes.get(path) ?? null);
    }),
  );
  return parts.join('');
}
