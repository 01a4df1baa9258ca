import { posix } from 'node:path';
import { localBinary } from '../measure/local-binary.ts';
import { findPython } from '../measure/python-interpreter.ts';
import { hasPythonPackage } from '../measure/python-packages.ts';
import { shellQuote, type Word } from '../measure/shell-line.ts';
import { isPythonTestFile } from '../measure/test-file.ts';
import { criterionTargets } from './criterion-targets.ts';
import { type Evidence, importedHarness } from './evidence.ts';
import { jmhRecipes } from './jmh-project.ts';
import type { Recipe } from './recipe.ts';

/** The benchmarks that lie in a project's files, for which no script and no person names a command. */
export const findBenchmarks = (evidence: Evidence): readonly Recipe[] => [
  ...vitestRecipes(evidence),
  ...nodeRecipes(evidence),
  ...pytestRecipes(evidence),
  ...goRecipes(evidence),
  ...criterionRecipes(evidence),
  ...jmhRecipes(evidence),
];

const word = (text: string): Word => ({ raw: shellQuote(text), text });
const written = (folder: string): string => (folder === '' ? '' : shellQuote(folder));

function vitestRecipes({ manifest, files, directory }: Evidence): readonly Recipe[] {
  const has = files.some((file) => /\.(?:bench|benchmark)\.[cm]?[jt]sx?$/.test(file));
  if (!has || manifest?.packages.has('vitest') !== true) return [];
  const vitest = localBinary('vitest', directory) ?? 'vitest';
  return [{ kind: 'vitest', folder: '', env: [], program: [vitest, 'bench'], args: [] }];
}

/** Each script is a program; one that only helps others does not call `run`. */
function nodeRecipes(evidence: Evidence): readonly Recipe[] {
  return [...evidence.texts].flatMap(([file, text]): readonly Recipe[] => {
    const kind = importedHarness(evidence, file);
    if (kind === undefined || !/\brun(?:Sync)?\s*\(/.test(text)) return [];
    const compiled = /ts$/.test(file) && evidence.manifest?.packages.has('tsx') === true;
    const program = [compiled ? 'tsx' : 'node'];
    return [{ kind, folder: '', env: [], program, args: [word(file)] }];
  });
}

const USES_FIXTURE = /\bdef test\w*\([^)]{0,999}\bbenchmark\b|@pytest\.mark\.benchmark\b/;

/** A project's own, which measures nothing. */
const OWN_FIXTURE = /\bdef benchmark\s*\(/;

/** By what the project declares, else by what lies beside its interpreter: without the plugin its options are unknown. */
function hasPytestBenchmark({ texts, directory, environment }: Evidence): boolean {
  const entries = [...texts];
  const isDeclared = entries.some(
    ([file, text]) => !isPythonTestFile(file) && /pytest[-_]benchmark/.test(text),
  );
  return (
    isDeclared ||
    (!entries.some(([, text]) => OWN_FIXTURE.test(text)) &&
      hasPythonPackage(directory, environment, 'pytest_benchmark'))
  );
}

/** Only folders with benchmarks are collected: the rest of the suite would be imported in every run. */
function pytestRecipes(evidence: Evidence): readonly Recipe[] {
  const { texts, directory, environment } = evidence;
  const files = [...texts]
    .filter(([file, text]) => isPythonTestFile(file) && USES_FIXTURE.test(text))
    .map(([file]) => file);
  if (files.length === 0 || !hasPytestBenchmark(evidence)) return [];
  const folders = outermost(files.map((file) => posix.dirname(file)));
  const program = [findPython(directory, environment), '-m', 'pytest'];
  const args = ['--benchmark-only', ...folders.filter((one) => one !== '.')].map(word);
  return [{ kind: 'pytest-benchmark', folder: '', env: [], program, args }];
}

function outermost(folders: readonly string[]): readonly string[] {
  const distinct = [...new Set(folders)].sort();
  if (distinct.includes('.')) return ['.'];
  return distinct.filter((one) => !distinct.some((other) => one.startsWith(`${other}/`)));
}

/** A module each; only packages with benchmarks, as every package is linked anew in every run. */
function goRecipes({ texts }: Evidence): readonly Recipe[] {
  const modules = [...texts.keys()]
    .filter((file) => posix.basename(file) === 'go.mod')
    .map((file) => posix.dirname(file))
    .sort((a, b) => b.length - a.length);
  const packages = new Map<string, Set<string>>();
  for (const [file, text] of texts) {
    if (!file.endsWith('_test.go') || !/^func Benchmark\w*\s*\(/m.test(text)) continue;
    const module = modules.find((one) => one === '.' || file.startsWith(`${one}/`));
    if (module === undefined) continue;
    const inside = posix.relative(module, posix.dirname(file));
    packages.set(module, (packages.get(module) ?? new Set()).add(`./${inside}`));
  }
  return [...packages].map(([module, folders]) => ({
    kind: 'go',
    folder: module === '.' ? '' : written(module),
    env: [],
    program: ['go', 'test'],
    args: ['-run=^$', '-bench=.', '-benchmem', ...[...folders].sort()].map(word),
  }));
}

function criterionRecipes(evidence: Evidence): readonly Recipe[] {
  const targets = criterionTargets(evidence);
  const folders = [...new Set(targets.map(({ folder }) => folder))];
  return folders.map((folder) => {
    const manifest = evidence.texts.get(posix.join(folder, 'Cargo.toml')) ?? '';
    const names = targets.filter((one) => one.folder === folder).map(({ name }) => name);
    const all = /^[ \t]*\[workspace\b/m.test(manifest) ? ['--workspace'] : [];
    const args = [...all, ...names.map((name) => `--bench=${name}`)].map(word);
    return {
      kind: 'criterion',
      folder: written(folder),
      env: [],
      program: ['cargo', 'bench'],
      args,
    };
  });
}
