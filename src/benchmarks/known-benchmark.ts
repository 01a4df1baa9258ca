import { join, posix } from 'node:path';
import { knownRunner } from '../measure/known-runner.ts';
import { localBinary } from '../measure/local-binary.ts';
import { hasOption } from '../measure/options.ts';
import { findPython } from '../measure/python-interpreter.ts';
import type { Word } from '../measure/shell-line.ts';
import { criterionTargets } from './criterion-targets.ts';
import { type Evidence, importedHarness, installedHarness } from './evidence.ts';
import type { Recipe } from './recipe.ts';

/** A harness recognised in a command: everything of a recipe but its way there. */
export type KnownBenchmark = Omit<Recipe, 'folder' | 'build'>;
type Recognised = Omit<KnownBenchmark, 'env'>;

export interface Place {
  readonly evidence: Evidence;
  /** Where the command runs, as written after `cd`; `''` is the project's folder. */
  readonly folder: string;
  /** A person named this command: it is one of benchmarks, whatever its script shows. */
  readonly named: boolean;
}

const NODE = new Set(['node', 'tsx', 'ts-node', 'ts-node-esm', 'jiti']);
const SCRIPT = /^[^-].*\.[cm]?[jt]s$/;
const WRAPPERS = new Set('cross-env npx pnpx exec npm yarn pnpm time taskset nice env'.split(' '));

/** The benchmarks that these words run, through whatever wrappers; `undefined` if none that we know. */
export function knownBenchmark(words: readonly Word[], place: Place): KnownBenchmark | undefined {
  const runner = knownRunner(words);
  if (runner?.kind === 'vitest') {
    const [mode, ...args] = runner.args;
    const from = join(place.evidence.directory, place.folder);
    const program =
      runner.program.length > 0 ? runner.program : [localBinary('vitest', from) ?? 'vitest'];
    if (mode?.text !== 'bench' && mode?.text !== 'benchmark') return undefined;
    return { kind: 'vitest', env: runner.env, program: [...program, 'bench'], args };
  }
  if (runner?.kind === 'pytest') {
    const { directory, environment } = place.evidence;
    const python = runner.program[0] ?? findPython(directory, environment);
    const { env, args } = runner;
    return { kind: 'pytest-benchmark', env, program: [python, '-m', 'pytest'], args };
  }
  return runner === undefined ? afterWrappers(words, place) : undefined;
}

/** `NAME=value` words go into the environment; what wraps the program stays before it. */
function afterWrappers(words: readonly Word[], place: Place): KnownBenchmark | undefined {
  const env: string[] = [];
  const before: string[] = [];
  for (const [at, word] of words.entries()) {
    const found = recognise(word, words.slice(at + 1), place);
    if (found !== undefined) return { ...found, env, program: [...before, ...found.program] };
    if (/^[A-Za-z_]\w*=/.test(word.text)) env.push(word.raw);
    // Between a wrapper and its program lie the wrapper's flags and their values.
    else if (before.length > 0 || WRAPPERS.has(baseName(word.text))) before.push(word.raw);
    else return undefined;
  }
  return undefined;
}

function recognise(first: Word, rest: readonly Word[], place: Place): Recognised | undefined {
  const name = baseName(first.text);
  const [verb, ...args] = rest;
  if (name === 'go' && verb?.text === 'test') {
    if (!hasOption(args, '-bench', '--bench')) return undefined;
    return { kind: 'go', program: [first.raw, verb.raw], args };
  }
  if (name === 'cargo') return recogniseCargo(first, rest, place);
  if (name === 'java') return recogniseJar(first, rest);
  return NODE.has(name) ? recogniseScript(first, rest, place) : undefined;
}

function recogniseScript(
  first: Word,
  rest: readonly Word[],
  { evidence, folder, named }: Place,
): Recognised | undefined {
  const script = rest.find((word) => SCRIPT.test(word.text));
  if (script === undefined) return undefined;
  const path = posix.join(folder, script.text);
  const kind = importedHarness(evidence, path) ?? (named ? installedHarness(evidence) : undefined);
  return kind && { kind, program: [first.raw], args: rest };
}

/** `cargo +nightly bench`; where no target is named, those of Criterion are. */
function recogniseCargo(
  first: Word,
  rest: readonly Word[],
  { evidence }: Place,
): Recognised | undefined {
  const at = rest[0]?.text.startsWith('+') === true ? 1 : 0;
  const targets = criterionTargets(evidence).map(({ name }) => name);
  if (rest[at]?.text !== 'bench' || targets.length === 0) return undefined;
  const args = rest.slice(at + 1);
  const chosen = hasOption(args, '--bench') ? [] : targets.map((name) => `--bench=${name}`);
  const program = [first, ...rest.slice(0, at + 1)].map((word) => word.raw);
  const added = chosen.map((text) => ({ raw: text, text }));
  return { kind: 'criterion', program, args: [...added, ...args] };
}

function recogniseJar(first: Word, rest: readonly Word[]): Recognised | undefined {
  const at = rest.findIndex((word) => word.text === '-jar');
  const jar = rest[at + 1];
  if (at < 0 || jar === undefined || !/jmh|bench/i.test(jar.text)) return undefined;
  const program = [first, ...rest.slice(0, at + 2)].map((word) => word.raw);
  return { kind: 'jmh', program, args: rest.slice(at + 2) };
}

const baseName = (path: string): string => path.split('/').at(-1) ?? path;
