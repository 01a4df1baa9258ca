import { join } from 'node:path';
import { WrongUse } from '../errors.ts';
import type { TestRunner, Workspaces } from '../ports.ts';
import { findBuildScript } from './built-files.ts';
import { createCommandSuite } from './command-suite.ts';
import { defaultTestLine } from './default-line.ts';
import type { KnownRunner } from './known-runner.ts';
import { localBinary } from './local-binary.ts';
import { type PackageManifest, parseManifest } from './package-manifest.ts';
import { type Environment, findPython } from './python-interpreter.ts';
import { hasPythonTests } from './python-project.ts';
import type { Recipe } from './recipe.ts';
import { createSuite } from './suite.ts';
import { readTestScript, type TestScript } from './test-script.ts';
import { createWarmCache } from './warm-cache.ts';

/** The base's files, and where the checkout with its installed dependencies lies. */
export type Project = Pick<Workspaces, 'read' | 'files'> & {
  /** Absolute path of the project's folder on the host. */
  readonly directory: string;
};

export interface DetectionOptions {
  /** What a person would type; found from the project otherwise. */
  readonly testCommand?: string | undefined;
  readonly buildCommand?: string | undefined;
  /** Where a script has several test runners: all of them, though as one command. */
  readonly inAll?: boolean;
  /** Where a test command leaves its JUnit XML, if at an unusual place. */
  readonly reportPath?: string | undefined;
  /** For PATH, VIRTUAL_ENV and PYENV_VERSION: where interpreters lie. */
  readonly environment?: Environment | undefined;
  /** A folder of ours for a warm cache between candidates; none without it. The owner removes it. */
  readonly scratch?: string | undefined;
}

/**
 * How this project runs its tests. Throws WrongUse when there are none, or
 * when what would run them is not installed.
 */
export async function detectTestRunner(
  project: Project,
  options: DetectionOptions = {},
): Promise<TestRunner> {
  const files = await project.files();
  const manifestText = await project.read('package.json');
  const manifest = manifestText === undefined ? undefined : parseManifest(manifestText);
  const line = options.testCommand ?? (await findTestLine(project, files, manifest));
  const script = readTestScript(line, manifest?.scripts ?? new Map(), options);
  const build =
    options.buildCommand ?? script?.build ?? (await findBuild(project, files, manifest, script));
  const omitted = script?.omitted;
  if (script?.runner === undefined) {
    return createCommandSuite({
      line: script?.command ?? line,
      ...{ build, omitted },
      reportPath: options.reportPath,
    });
  }
  const recipe = completeRecipe(project, options, script.runner, script);
  const warmCache =
    options.scratch === undefined || recipe.kind !== 'jest'
      ? undefined
      : createWarmCache(options.scratch);
  return createSuite(recipe, { build, omitted, warmCache });
}

/** Whether a line leads to a runner whose reports we read; `manifest` is the text of package.json. */
export function isKnownTestLine(line: string, manifest: string | undefined): boolean {
  const scripts = manifest === undefined ? new Map() : parseManifest(manifest).scripts;
  return readTestScript(line, scripts)?.runner !== undefined;
}

async function findTestLine(
  project: Project,
  files: readonly string[],
  manifest: PackageManifest | undefined,
): Promise<string> {
  const python = await hasPythonTests(files, project.read);
  const line = await defaultTestLine({ manifest, files, read: project.read, python });
  if (line !== undefined) return line;
  const manager = TOOLS.find(([file]) => files.includes(file))?.[1] ?? 'make check';
  throw new WrongUse(
    `No tests found in ${project.directory}: no test script, no runner's configuration, no test files of Jest, Vitest, Mocha, Node or pytest.`,
    `Name the command that runs them: \`orps fix --test "${manager}"\`, or \`orps bench --command "${manager}"\`.`,
  );
}

/** Of languages whose runners are not read: files of a project, and what runs its tests. */
const TOOLS = [
  ...([
    ['go.mod', 'go test ./...'],
    ['Cargo.toml', 'cargo test --offline'],
    ['pom.xml', 'mvn -o test'],
  ] as const),
  ...([
    ['gradlew', './gradlew --offline test'],
    ['CMakeLists.txt', 'ctest --test-dir build'],
  ] as const),
] as const;

/** Tests that read built files need the step that makes them, if no step of the test line does. */
async function findBuild(
  project: Project,
  files: readonly string[],
  manifest: PackageManifest | undefined,
  script: TestScript | undefined,
): Promise<string | undefined> {
  if (manifest === undefined || script?.runner?.kind === 'pytest') return undefined;
  const name = await findBuildScript({ manifest, files, read: project.read });
  return name === undefined ? undefined : `npm run ${name}`;
}

function completeRecipe(
  project: Project,
  { environment = {} }: DetectionOptions,
  runner: KnownRunner,
  { prelude, folder }: TestScript,
): Recipe {
  const { binary, ...known } = runner;
  if (known.kind === 'pytest') {
    const python = known.program[0] ?? findPython(project.directory, environment);
    return { ...known, prelude, program: [python, '-m', 'pytest'] };
  }
  if (binary === undefined) return { ...known, prelude };
  return { ...known, prelude, program: [findBinary(binary, join(project.directory, folder))] };
}

function findBinary(name: string, from: string): string {
  const path = localBinary(name, from);
  if (path !== undefined) return path;
  throw new WrongUse(
    `The tests run with ${name}, which is not installed in ${from}.`,
    'Install the dependencies first: npm ci',
  );
}
