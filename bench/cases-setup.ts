import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { RealCase } from './cases-catalogue.ts';
import { install } from './cases-install.ts';
import type { Outcome } from './cases-outcome.ts';
import type { Recipe } from './cases-recipes.ts';
import { layRedRepository, snapshotOf, takeFiles } from './cases-snapshot.ts';
import { runSuite, shortfall } from './cases-suite.ts';

/** A red repository, ready to be repaired, and what is known about it. */
export interface RedRepository {
  readonly entry: RealCase;
  readonly recipe: Recipe;
  readonly root: string;
  /** An untouched twin, taken before any tool saw `root`. */
  readonly twin: string;
  readonly red: Outcome;
  readonly green: Outcome;
  /** Tests that the real fix turns green: without any, this is no red repository. */
  readonly failToPass: readonly string[];
}

/**
 * Sets up one case under `folder`, or takes it as an earlier call left it.
 * What is known about it lies beside the repository, never in it.
 * @throws BrokenEnvironment when there is no snapshot or the suite cannot run.
 */
export async function setUp(
  entry: RealCase,
  recipe: Recipe,
  mirror: string,
  folder: string,
): Promise<RedRepository> {
  const root = join(folder, entry.id);
  const twin = join(folder, '.twins', entry.id);
  const notes = join(folder, '.known', `${entry.id}.json`);
  const complete = (red: Outcome, green: Outcome): RedRepository => {
    return { entry, recipe, root, twin, red, green, failToPass: shortfall(red, green) };
  };
  const known = await readFile(notes, 'utf8').catch(() => undefined);
  if (known !== undefined) {
    const { red, green } = JSON.parse(known) as { red: Outcome; green: Outcome };
    return complete(red, green);
  }
  const { red, green } = await build(
    entry,
    recipe,
    await snapshotOf(mirror, entry.repo),
    root,
    twin,
  );
  await mkdir(join(folder, '.known'), { recursive: true });
  await writeFile(notes, JSON.stringify({ red, green }));
  return complete(red, green);
}

async function build(
  entry: RealCase,
  recipe: Recipe,
  gitDir: string,
  root: string,
  twin: string,
): Promise<{ readonly red: Outcome; readonly green: Outcome }> {
  for (const old of [root, twin]) await rm(old, { recursive: true, force: true });
  await layRedRepository(gitDir, entry, root);
  await install(root, recipe);
  const red = await runSuite(root, recipe);
  await takeFiles(gitDir, entry.fix_sha, entry.source_files, root);
  const green = await runSuite(root, recipe);
  await execa('git', ['reset', '-q', '--hard'], { cwd: root });
  await execa('git', ['clean', '-q', '-fd'], { cwd: root });
  await copyTree(root, twin);
  return { red, green };
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(join(to, '..'), { recursive: true });
  await execa('cp', ['-a', '--reflink=auto', from, to]);
}

/** Makes the repository anew from its twin, whatever an earlier run or a person did to it. */
export async function restore(repository: RedRepository): Promise<void> {
  await rm(repository.root, { recursive: true, force: true });
  await copyTree(repository.twin, repository.root);
}

/**
 * Lets `judge` work in the untouched twin at the very path of the repository
 * (virtual environments name their own path), and puts both back as they were.
 */
export async function inTwin<T>(
  repository: RedRepository,
  judge: (root: string) => Promise<T>,
): Promise<T> {
  const aside = `${repository.root}.aside`;
  // A killed run may have left one.
  await rm(aside, { recursive: true, force: true });
  await rename(repository.root, aside);
  try {
    await restore(repository);
    return await judge(repository.root);
  } finally {
    await rm(repository.root, { recursive: true, force: true });
    await rename(aside, repository.root);
  }
}
