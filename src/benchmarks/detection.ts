import type { Project } from '../measure/detection.ts';
import type { Environment } from '../measure/python-interpreter.ts';
import { findBenchmarks } from './benchmark-files.ts';
import { readBenchmarkLine } from './benchmark-line.ts';
import type { BenchmarkKind, BenchmarkSuite } from './benchmark-suite.ts';
import { type Evidence, gatherEvidence } from './evidence.ts';
import type { Recipe } from './recipe.ts';
import { createBenchmarkSuite } from './suite.ts';

export interface BenchmarkOptions {
  /** What a person would type; found from the project otherwise. */
  readonly benchCommand?: string | undefined;
  /** What makes what they need, before the steps of their own line. */
  readonly buildCommand?: string | undefined;
  /** For PATH, VIRTUAL_ENV and PYENV_VERSION: where interpreters lie. */
  readonly environment?: Environment | undefined;
}

/**
 * Benchmarks of this project, by its manifest and files; empty where there are
 * none. A command that a person named is always taken for one. Throws WrongUse
 * when package.json is no JSON.
 */
export async function detectBenchmarks(
  project: Project,
  { benchCommand, buildCommand, environment = {} }: BenchmarkOptions = {},
): Promise<readonly BenchmarkSuite[]> {
  const evidence = await gatherEvidence(project, environment, benchCommand);
  const recipes =
    benchCommand === undefined
      ? foundRecipes(evidence)
      : readBenchmarkLine(benchCommand, evidence, true);
  return recipes.map((recipe) => createBenchmarkSuite(builtBy(recipe, buildCommand)));
}

function builtBy(recipe: Recipe, buildCommand: string | undefined): Recipe {
  const steps = [buildCommand, recipe.build].filter((step) => step !== undefined);
  if (steps.length < 2) return { ...recipe, build: steps[0] };
  // Each in a shell of its own.
  return { ...recipe, build: steps.map((step) => `(${step}\n)`).join(' && ') };
}

/** A script says more than files do: flags, a build, which of the files are meant. */
function foundRecipes(evidence: Evidence): readonly Recipe[] {
  const scripted = scriptLines(evidence).flatMap((line) =>
    readBenchmarkLine(line, evidence, false),
  );
  const covered = new Set(scripted.map(({ kind }) => familyOf(kind)));
  const found = findBenchmarks(evidence).filter(({ kind }) => !covered.has(familyOf(kind)));
  return [...scripted, ...found];
}

/** `bench` runs what is meant to run; beside it `bench:…` are parts and variants, without it they are all. */
function scriptLines({ manifest }: Evidence): readonly string[] {
  const names = [...(manifest?.scripts.keys() ?? [])];
  const plain = names.find((name) => /^bench(?:mark)?s?$/.test(name));
  const chosen =
    plain === undefined ? names.filter((name) => /^bench(?:mark)?s?:/.test(name)) : [plain];
  return chosen.map((name) => `npm run ${name}`);
}

const familyOf = (kind: BenchmarkKind): string => (kind === 'mitata' ? 'tinybench' : kind);
