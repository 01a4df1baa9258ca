import type { Project } from '../measure/detection.ts';
import { type PackageManifest, parseManifest } from '../measure/package-manifest.ts';
import type { Environment } from '../measure/python-interpreter.ts';

export type NodeHarness = 'tinybench' | 'mitata';

/** What tells how a project's benchmarks run. */
export interface Evidence {
  /** Absolute path of the project's folder on the host. */
  readonly directory: string;
  readonly environment: Environment;
  readonly files: readonly string[];
  readonly manifest: PackageManifest | undefined;
  /** Of the files that may be benchmarks or declare what they need: path → content. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Benchmarks lie under such names, and a file in a folder of theirs may have any name. */
const NODE_FILE = /bench|perf/i;
const SCRIPT = /(?<!\.d)\.[cm]?[jt]s$/;
const READ = [
  /(?:^|\/)(?:Cargo\.toml|go\.mod|pom\.xml)$/,
  /(?:^|\/)benches\/(?:[^/]+|[^/]+\/main)\.rs$/,
  /_test\.go$/,
  /(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/,
  /(?:^|\/)(?:requirements[^/]*\.(?:txt|in)|pyproject\.toml|setup\.(?:py|cfg)|tox\.ini|noxfile\.py|Pipfile|environment[^/]*\.ya?ml)$/,
  /(?:^|\/)requirements\/[^/]+$/,
];
/** Enough for any project where benchmarks matter; a repository of data is not read. */
const MOST_FILES = 5_000;
const MOST_TEXT = 200_000;

/** `line` is what a person named. Throws WrongUse when package.json is no JSON. */
export async function gatherEvidence(
  project: Project,
  environment: Environment,
  line = '',
): Promise<Evidence> {
  const files = await project.files();
  const manifestText = await project.read('package.json');
  const manifest = manifestText === undefined ? undefined : parseManifest(manifestText);
  const lines = [line, ...(manifest?.scripts.values() ?? [])].join('\n');
  const isScript = (file: string): boolean =>
    SCRIPT.test(file) && (lines.includes(file) || (manifest !== undefined && NODE_FILE.test(file)));
  const read = files.filter((file) => READ.some((one) => one.test(file)) || isScript(file));
  const texts = new Map<string, string>();
  for (const file of read.slice(0, MOST_FILES)) {
    const text = await project.read(file);
    if (text !== undefined) texts.set(file, text.slice(0, MOST_TEXT));
  }
  return { directory: project.directory, environment, files, manifest, texts };
}

/** Which harness a script imports; of one that was not read, nothing is known. */
export function importedHarness({ texts }: Evidence, file: string): NodeHarness | undefined {
  const text = texts.get(file) ?? '';
  const name = /\b(?:from|import|require)\s{0,9}\(?\s{0,9}['"](tinybench|mitata)['"]/.exec(
    text,
  )?.[1];
  return name as NodeHarness | undefined;
}

/** The harness that the manifest brings, whoever imports it. */
export function installedHarness({ manifest }: Evidence): NodeHarness | undefined {
  const names = ['tinybench', 'mitata'] as const;
  return names.find((name) => manifest?.packages.has(name) === true);
}
