import type { PackageManifest } from './package-manifest.ts';
import { isTestFile } from './test-file.ts';
import { readTestScript } from './test-script.ts';

export interface Evidence {
  readonly manifest: PackageManifest | undefined;
  readonly files: readonly string[];
  read(path: string): Promise<string | undefined>;
  /** There are files that pytest would run. */
  readonly python: boolean;
}

const PLACEHOLDER = /no test specified/;
const RUNNERS = [
  { name: 'vitest', line: 'vitest run', configuration: /^vitest\.(?:config|workspace)\./ },
  { name: 'jest', line: 'jest', configuration: /^jest\.config\./ },
  { name: 'mocha', line: 'mocha', configuration: /^\.mocharc/ },
] as const;

/** The line that runs the tests of a project for which nobody named one. */
export async function defaultTestLine(evidence: Evidence): Promise<string | undefined> {
  const { manifest, files, python } = evidence;
  const script = manifest?.scripts.get('test');
  const isScript = script !== undefined && !PLACEHOLDER.test(script);
  const known = isScript && readTestScript('npm test', manifest?.scripts ?? new Map())?.runner;
  // A package.json beside Python tests is often only there for tools.
  if (isScript && (known || !python)) return 'npm test';
  const runner = RUNNERS.find(
    ({ name, configuration }) =>
      manifest?.packages.has(name) === true ||
      manifest?.configured.has(name) === true ||
      files.some((file) => configuration.test(file)),
  );
  if (runner !== undefined && files.some(isTestFile)) return runner.line;
  if (await usesNodeTest(evidence)) return 'node --test';
  return python ? 'python -m pytest' : undefined;
}

async function usesNodeTest({ files, read }: Evidence): Promise<boolean> {
  const scripts = files.filter((file) => isTestFile(file) && /\.[cm]?[jt]s$/.test(file));
  const texts = await Promise.all(scripts.slice(0, 50).map((file) => read(file)));
  return texts.some((text) => /['"]node:test['"]/.test(text ?? ''));
}
