import { dirname, join, normalize } from 'node:path/posix';

export interface ScriptSources {
  readonly files: ReadonlySet<string>;
  readonly read: (path: string) => Promise<string | undefined>;
  /** Of package.json. */
  readonly scripts: ReadonlyMap<string, string>;
}

const INTERPRETERS =
  /^(?:sh|bash|dash|zsh|ksh|source|\.|node|nodejs|deno|bun|tsx|ts-node|python[\d.]*|pypy\d*|ruby|perl|php|pwsh|lua|Rscript|swift|go|java)$/;
/** Words that go before a program, and flags whose value is loaded as well. */
const PREFIXES = /^(?:exec|env|time|command|nice|sudo|npx|cross-env|run|\w+=.*|-.*)$/;
const LOADED = /^(?:-r|--require|--import|--loader|--experimental-loader|--preload)$/;
/** What a name in a command or a configuration may leave out of its file's. */
export const ENDINGS: readonly string[] = [
  '',
  '.js',
  '.cjs',
  '.mjs',
  '.ts',
  '.cts',
  '.mts',
  '.json',
  '.sh',
  '.py',
  '.rb',
  '/index.js',
  '/index.ts',
  '/__main__.py',
];
const SHELL = /(?:^|\/)(?:(?:GNU)?[Mm]akefile|[^/.]+|[^/]+\.(?:sh|bash|zsh|mk|bat|cmd))$/;
const MAKE = /^(?:g?make|nmake)$/;
const MAKEFILES = ['GNUmakefile', 'makefile', 'Makefile'];
const DEEPEST = 200;

const segmentsOf = (text: string): readonly (readonly string[])[] =>
  text
    .replace(/\\\n/g, ' ')
    .split(/\n|;|&&|\|\||[|&(){}`]/)
    .map((part) => part.split(/[\s"'@]+/).filter((word) => word !== ''));

/**
 * The files of a repository that a test command executes, as far as its text and
 * that of the scripts behind it tell: they are the judge where nothing else is. A
 * wrong hit protects a file too many, which is why only commands that are judged
 * as a whole are asked for them.
 */
export async function executedFiles(
  line: string,
  sources: ScriptSources,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const texts: { readonly text: string; readonly folder: string }[] = [{ text: line, folder: '' }];
  for (let at = 0; at < Math.min(texts.length, DEEPEST); at++) {
    const { text, folder } = texts[at] ?? { text: '', folder: '' };
    for (const words of segmentsOf(text)) {
      for (const script of npmScripts(words, sources)) texts.push({ text: script, folder });
      for (const path of filesOf(words, folder, sources.files)) {
        if (found.has(path)) continue;
        found.add(path);
        if (!SHELL.test(path)) continue;
        texts.push({ text: (await sources.read(path)) ?? '', folder: homeOf(path, folder) });
      }
    }
  }
  return found;
}

/** A makefile's lines run beside it, a script's where it was called. */
const homeOf = (path: string, folder: string): string =>
  /akefile$|\.mk$/.test(path) ? dirname(path).replace(/^\.$/, '') : folder;

function npmScripts(words: readonly string[], { scripts }: ScriptSources): readonly string[] {
  const text = words.join(' ');
  const name = text.match(
    /\b(?:npm|yarn|pnpm|bun|node --run)\s+(?:run(?:-script)?\s+)?(?:-\S+\s+)*([\w:.-]+)/,
  )?.[1];
  if (name === undefined) return [];
  const own = name === 't' ? 'test' : name;
  return [`pre${own}`, own, `post${own}`].flatMap((one) => scripts.get(one) ?? []);
}

function filesOf(
  words: readonly string[],
  folder: string,
  files: ReadonlySet<string>,
): readonly string[] {
  const known = (word: string | undefined, from = folder): readonly string[] => {
    if (word === undefined) return [];
    const path = normalize(join(from, word.replace(/^(?:\$PWD|\$\(pwd\)|\$\{PWD\})\//, '')));
    return ENDINGS.map((ending) => path + ending).filter((one) => files.has(one));
  };
  const loaded = words.flatMap((word, at) => {
    const [flag = '', value] = word.split('=');
    return LOADED.test(flag) ? known(value ?? words[at + 1]) : [];
  });
  const start = words.findIndex((word) => !PREFIXES.test(word));
  const program = words[start];
  if (program === undefined) return loaded;
  const rest = words.slice(start + 1);
  if (MAKE.test(program)) {
    const below = rest[rest.indexOf('-C') + 1];
    const home = rest.includes('-C') && below !== undefined ? join(folder, below) : folder;
    const named = rest.includes('-f') ? known(rest[rest.indexOf('-f') + 1], home) : [];
    return [...loaded, ...named, ...MAKEFILES.flatMap((name) => known(name, home))];
  }
  if (!INTERPRETERS.test(program)) return [...loaded, ...known(program)];
  const module = rest.indexOf('-m');
  const dotted = module < 0 ? undefined : rest[module + 1]?.replaceAll('.', '/');
  const script = rest.find((word, at) => !PREFIXES.test(word) && !LOADED.test(rest[at - 1] ?? ''));
  return [...loaded, ...known(dotted), ...known(script)];
}
