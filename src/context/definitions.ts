/** Where something that the failing tests name is defined. */
export interface Definition {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly name: string;
}

/** Beyond this a name is everybody's, and says nothing about where to look. */
const COMMON_NAME = 4;
const LARGEST_FILE = 400_000;
const DEFINES =
  /^[ \t]*(?:export\s+(?:default\s+)?|async\s+|static\s+|public\s+|pub\s+)*(?:class|def|function\*?|fn|func|const|let|var|interface|struct|type)\s+([A-Za-z_$][\w$]{3,})/;

/** A method of a class body: `name(…) {`. */
const METHOD =
  /^[ \t]+(?:async\s+|static\s+|get\s+|set\s+)*#?([A-Za-z_$][\w$]{3,})\s*\([^)]*\)\s*\{\s*$/;

/** Identifiers in the text of failing tests and their messages, worth looking up. */
export const namesIn = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/[A-Za-z_$][\w$]{3,}/g)]
      .map(([name]) => name)
      // Ordinary words are lower case throughout; names mostly are not.
      .filter((name) => /[a-z][A-Z]|_|^[A-Z][a-z]/.test(name)),
  );

/** What prose marks as code, by backticks or by a call's bracket, and what looks like a name anyway. */
export const namesInProse = (text: string): ReadonlySet<string> => {
  const quoted = [...text.matchAll(/`+([^`]+)`+/g)].map(([, code]) => code).join(' ');
  const marked = [...quoted.matchAll(/[A-Za-z_$][\w$]{3,}/g)].map(([name]) => name);
  const called = [...text.matchAll(/([A-Za-z_$][\w$]{3,})\(/g)].flatMap(([, name]) => name ?? []);
  return new Set([...namesIn(text), ...marked, ...called]);
};

/** Definitions of the wanted names; names that are defined all over the place are left out. */
export function definitionsOf(
  wanted: ReadonlySet<string>,
  sources: ReadonlyMap<string, string>,
): readonly Definition[] {
  const found = new Map<string, Definition[]>();
  for (const [path, source] of sources) {
    if (source.length > LARGEST_FILE) continue;
    for (const [at, line] of source.split('\n').entries()) {
      const name = line.match(DEFINES)?.[1];
      if (name === undefined || !wanted.has(name)) continue;
      found.set(name, [...(found.get(name) ?? []), { path, line: at + 1, name }]);
    }
  }
  return [...found.values()].filter((places) => places.length <= COMMON_NAME).flat();
}

/** Lines of a file that define what the code around `lines` calls: one step down the call graph. */
export function calleesOf(content: string, lines: readonly number[]): readonly number[] {
  // Of a minified line nobody is shown a part.
  const all = content.split('\n').map((line) => (line.length > 2_000 ? '' : line));
  const near = lines.flatMap((line) => all.slice(Math.max(0, line - 4), line + 3)).join('\n');
  const called = new Set(
    [...near.matchAll(/([A-Za-z_$][\w$]{3,})\s*\(/g)].map((match) => match[1]),
  );
  return all.flatMap((line, at) => {
    const name = line.match(METHOD)?.[1] ?? line.match(DEFINES)?.[1];
    return name !== undefined && called.has(name) ? [at + 1] : [];
  });
}
