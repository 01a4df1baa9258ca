import type { Recipe } from './recipe.ts';
import { ELSEWHERE } from './script-call.ts';
import type { Word } from './shell-line.ts';

/** A runner recognised in a command: everything of a recipe but its shell. */
export type KnownRunner = Omit<Recipe, 'prelude'> & {
  /** Name of the local binary that must exist; absent where the program is found otherwise. */
  readonly binary?: string;
};

const BINARIES = new Map<string, Recipe['kind']>([
  ['jest', 'jest'],
  ['vitest', 'vitest'],
  ['mocha', 'mocha'],
  ['_mocha', 'mocha'],
]);
const PYTHON = /^python[\d.]*$/;
const ENTRY = /node_modules\/(?:\.bin\/)?(jest|vitest|mocha)(?:\/|$)/;
/** Programs that run another one, behind their own flags. */
const WRAPPERS = new Set(
  'cross-env cross-env-shell dotenv c8 nyc time exec coverage xvfb-run retry'.split(' '),
);
/** Those that can run it in another folder. */
const MANAGERS = new Set(
  'npm npx yarn pnpm pnpx bun bunx poetry uv pipenv hatch pdm rye env'.split(' '),
);
/** Between a wrapper and its program, beside flags and their values. */
const VERBS = new Set(['run', 'exec', 'x', 'dlx', '--']);
/** Flags of wrappers whose value may be called like a runner. */
const PACKAGES = /^(?:--(?:package|with|group|only-group|extra)|-p)$/;
/** Flags of wrappers that take no value. */
const SWITCHES = /^(?:-y|-s|-q|-a|--(?:yes|silent|quiet|all|no-install|no-sync|frozen|.*=.*))$/;

/** Which runner these words start, through whatever wrappers; `undefined` if none that we know. */
export function knownRunner(words: readonly Word[]): KnownRunner | undefined {
  const env: string[] = [];
  let wrapper = '';
  for (const [at, word] of words.entries()) {
    if (/^[A-Za-z_]\w*=/.test(word.text)) {
      env.push(word.raw);
      continue;
    }
    // `npx -p jest`, `uv run --with pytest`; in `time -p` it says how to print.
    if (wrapper !== '' && wrapper !== 'time' && PACKAGES.test(words[at - 1]?.text ?? '')) continue;
    const found = recognise(word, words.slice(at + 1));
    if (found !== undefined) return { ...found, env };
    const name = baseName(word.text);
    // Of these it runs a script, whatever that is called.
    if (/^p?npm$/.test(wrapper) && /^run(?:-script)?$/.test(name)) return undefined;
    if (MANAGERS.has(wrapper) && isElsewhere(word)) return undefined;
    const isVerb = wrapper !== '' && VERBS.has(name);
    if (!isVerb && (WRAPPERS.has(name) || MANAGERS.has(name))) wrapper = name;
    else if (wrapper === '' || !isOfWrapper(word, words[at - 1])) return undefined;
  }
  return undefined;
}

/** `yarn workspace core …` and flags that say the same. */
const isElsewhere = ({ text }: Word): boolean => ELSEWHERE.test(text) || /^workspaces?$/.test(text);

/** Is it a flag of the wrapper before it, the value of one, or what only says that it is to run something? */
function isOfWrapper({ text }: Word, before: Word | undefined): boolean {
  if (text.startsWith('-') || VERBS.has(text)) return true;
  const flag = before?.text ?? '';
  return flag.startsWith('-') && flag !== '--' && !SWITCHES.test(flag);
}

function recognise(first: Word, rest: readonly Word[]): Omit<KnownRunner, 'env'> | undefined {
  const name = baseName(first.text);
  const kind = BINARIES.get(name);
  if (kind !== undefined) return { kind, program: [], args: rest, binary: name };
  if (name === 'pytest' || name === 'py.test') return { kind: 'pytest', program: [], args: rest };
  if (PYTHON.test(name)) return recognisePython(first, rest);
  if (name === 'borp') return recogniseBorp(rest);
  if (name === 'node' || name === 'tsx') return recogniseNode(first, rest);
  return undefined;
}

function recognisePython(first: Word, rest: readonly Word[]): Omit<KnownRunner, 'env'> | undefined {
  const module = rest.findIndex((word) => word.text === '-m');
  const name = rest[module + 1]?.text;
  // What stands behind a script is for that script; what changes how Python runs would be lost.
  if (module < 0 || !rest.slice(0, module).every(({ text }) => /^-[uBsEIq]+$/.test(text))) {
    return undefined;
  }
  const program = first.text.includes('/') ? [first.raw] : [];
  const args = rest.slice(module + 2);
  if (name === 'pytest') return { kind: 'pytest', program, args };
  const selection = name === 'unittest' ? selectionOf(args) : undefined;
  return selection && { kind: 'pytest', program, args: selection };
}

/** What pytest, which tells more, has to be told to run what unittest would; `undefined` for names of modules. */
function selectionOf(args: readonly Word[]): readonly Word[] | undefined {
  const given = args.filter(({ text }) => !UNITTEST_SWITCHES.test(text));
  const [verb, ...rest] = given;
  if (verb !== undefined && verb.text !== 'discover') return undefined;
  let folder: readonly Word[] = [];
  let pattern = plain("'test*.py'");
  for (const [at, word] of rest.entries()) {
    const flag = rest[at - 1]?.text ?? '';
    if (/^-(?:s|-start-directory)$/.test(flag)) folder = [word];
    else if (/^-(?:p|-pattern)$/.test(flag)) pattern = word;
    else if (!/^-(?:[spt]|-start-directory|-pattern|-top-level-directory)$/.test(word.text)) {
      // The value of -t is where imports begin, which pytest finds by itself.
      if (!/^-(?:t|-top-level-directory)$/.test(flag)) return undefined;
    }
  }
  return [...folder, plain('-o'), plain(`python_files=${pattern.raw}`)];
}

const UNITTEST_SWITCHES = /^-(?:[vqbfc]+|-(?:verbose|quiet|buffer|failfast|catch|locals))$/;

const plain = (text: string): Word => ({ raw: text, text });

/** Options of Node and tsx whose value is a word of its own. */
const NODE_VALUES =
  /^(?:-r|-C|--(?:require|import|(?:experimental-)?loader|conditions|env-file|env-file-if-exists|input-type|tsconfig|watch-path|test-(?!only$|force-exit$|update-snapshots$)[\w-]+))$/;

function recogniseNode(first: Word, rest: readonly Word[]): Omit<KnownRunner, 'env'> | undefined {
  const entry = rest.findIndex(
    ({ text }, at) => !text.startsWith('-') && !NODE_VALUES.test(rest[at - 1]?.text ?? ''),
  );
  // What stands behind a script is for that script.
  const own = entry < 0 ? rest : rest.slice(0, entry);
  if (own.some((word) => word.text === '--test')) {
    return { kind: 'node', program: [first.raw], args: rest };
  }
  const kind = BINARIES.get(ENTRY.exec(rest[entry]?.text ?? '')?.[1] ?? '');
  if (kind === undefined) return undefined;
  const program = [first, ...rest.slice(0, entry + 1)].map((word) => word.raw);
  return { kind, program, args: rest.slice(entry + 1) };
}

const BORP_VALUES =
  /^(?:-[iXrtc]|--(?:ignore|coverage-exclude|reporter|timeout|concurrency|post-compile))$/;

/** Node 20 knows no patterns; the others find files whatever their names hold. */
const BORP_FILES = `$(case "$(node --version)" in (v20.*) find . -name node_modules -prune -o -name '*.test.[jt]s' -print -o -name '*.test.[cm][jt]s' -print;; (*) echo '**/*.test.{cjs,mjs,js,ts,mts,cts}';; esac)`;

/** borp (https://github.com/mcollina/borp) is Node's runner with file patterns of its own. */
function recogniseBorp(rest: readonly Word[]): Omit<KnownRunner, 'env'> {
  const patterns = rest.filter(
    ({ text }, at) =>
      /[/*]|\.[cm]?[jt]s$/.test(text) && !BORP_VALUES.test(rest[at - 1]?.text ?? ''),
  );
  const args = [plain('--test'), ...(patterns.length === 0 ? [plain(BORP_FILES)] : patterns)];
  const typed = ['borp', ...rest.map(({ raw }) => raw)].join(' ');
  return { kind: 'node', program: ['node'], args, typed };
}

const baseName = (path: string): string => path.split('/').at(-1) ?? path;
