/** A place named by a stack trace or a compiler message. */
export interface Frame {
  /** Repository-relative POSIX path. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

const PATTERNS: readonly RegExp[] = [
  // Python: File "/repo/pkg/mod.py", line 12
  /File "([^"\n]+)", line (\d+)/g,
  // pytest's short form, compilers, V8 without a function: pkg/mod.py:12, /repo/src/a.js:12:5
  /(?:file:\/\/)?([\w./@~+-]+\.[A-Za-z]{1,4}):(\d+)/g,
];

/**
 * Frames inside the repository in the order of the text, each once. `root` is
 * the absolute path at which the tests saw the repository, `known` its files.
 */
export function framesIn(text: string, root: string, known: ReadonlySet<string>): readonly Frame[] {
  const found: { readonly at: number; readonly frame: Frame }[] = [];
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const path = relativePath(match[1] ?? '', root, known);
      if (path) found.push({ at: match.index, frame: { path, line: Number(match[2]) } });
    }
  }
  const seen = new Set<string>();
  return found
    .sort((a, b) => a.at - b.at)
    .map(({ frame }) => frame)
    .filter(({ path, line }) => {
      const key = `${path}:${line}`;
      return !seen.has(key) && seen.add(key);
    });
}

function relativePath(raw: string, root: string, known: ReadonlySet<string>): string | undefined {
  const inside = raw.startsWith(`${root}/`) ? raw.slice(root.length + 1) : raw;
  const path = inside.replace(/^\.\//, '');
  return known.has(path) ? path : undefined;
}
