import type { Recipe } from './recipe.ts';
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
/** Wrappers whose own flags end where the program that they run begins. */
const WRAPPERS = new Set(
  'cross-env cross-env-shell env dotenv npx pnpx bunx c8 nyc time exec npm yarn pnpm bun poetry uv pipenv hatch pdm rye coverage xvfb-run retry'.split(
    ' ',
  ),
);

/** Which runner these words start, through whatever wrappers; `undefined` if none that we know. */
export function knownRunner(words: readonly Word[]): KnownRunner | undefined {
  const env: string[] = [];
  let rest = words;
  let wrapped = false;
  for (;;) {
    const [first, ...others] = rest;
    if (first === undefined) return undefined;
    if (/^[A-Za-z_]\w*=/.test(first.text)) env.push(first.raw);
    else {
      const found = recognise(first, others);
      if (found !== undefined) return { ...found, env };
      const isWrapper = WRAPPERS.has(baseName(first.text));
      // Between a wrapper and its program lie the wrapper's flags and their values.
      if (!isWrapper && !wrapped) return undefined;
      wrapped ||= isWrapper;
    }
    rest = others;
  }
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
  if (module < 0) return undefined;
  const program = first.text.includes('/') ? [first.raw] : [];
  if (name === 'pytest') return { kind: 'pytest', program, args: rest.slice(module + 2) };
  // unittest's suites run under pytest, which tells more; its arguments mean other things there.
  if (name === 'unittest') return { kind: 'pytest', program, args: [] };
  return undefined;
}

function recogniseNode(first: Word, rest: readonly Word[]): Omit<KnownRunner, 'env'> | undefined {
  if (rest.some((word) => word.text === '--test')) {
    return { kind: 'node', program: [first.raw], args: rest };
  }
  const entry = rest.findIndex((word) => ENTRY.test(word.text));
  const kind = BINARIES.get(ENTRY.exec(rest[entry]?.text ?? '')?.[1] ?? '');
  if (kind === undefined) return undefined;
  const program = [first, ...rest.slice(0, entry + 1)].map((word) => word.raw);
  return { kind, program, args: rest.slice(entry + 1) };
}

/** borp (https://github.com/mcollina/borp) is Node's runner with file patterns of its own. */
function recogniseBorp(rest: readonly Word[]): Omit<KnownRunner, 'env'> {
  const patterns = rest.filter((word) => /[/*]|\.[cm]?[jt]s$/.test(word.text));
  const usual = { raw: "'**/*.test.{cjs,mjs,js,ts,mts,cts}'", text: '**/*.test.*' };
  const test = { raw: '--test', text: '--test' };
  const args = [test, ...(patterns.length === 0 ? [usual] : patterns)];
  return { kind: 'node', program: ['node'], args };
}

const baseName = (path: string): string => path.split('/').at(-1) ?? path;
