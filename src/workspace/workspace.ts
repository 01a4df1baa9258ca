import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command, Execution, FileChanges, Workspace } from '../ports.ts';
import type { Sandbox } from '../sandbox/isolation.ts';
import { NEVER_RAN } from '../sandbox/process.ts';
import { removeFolder } from './removal.ts';
import type { GuardedFile } from './restoration.ts';
import type { Base, CandidateFiles, FileStore } from './store.ts';

/** What all workspaces of one run share. */
export interface Surroundings {
  readonly base: Base;
  readonly sandbox: Sandbox;
  readonly store: FileStore;
  /** The project's folder below the toplevel, '' for the whole. */
  readonly directory: string;
  /** The base's protected files, relative to the toplevel. */
  readonly protectedFiles: () => Promise<readonly string[]>;
  /** New files that every workspace guards as it guards the base's. */
  readonly pinned?: Pinned | undefined;
  /** Added to each command's environment, which wins. */
  readonly env: (root: string) => Readonly<Record<string, string>>;
}

/** Files that the base lacks, kept where no process reaches them. */
export interface Pinned {
  readonly folder: string;
  /** Relative to the toplevel, and to `folder`. */
  readonly paths: readonly string[];
}

/** Fills `folder`, which does not exist yet, with one candidate; `changes` are relative to the toplevel. */
export async function openWorkspace(
  folder: string,
  changes: FileChanges,
  surroundings: Surroundings,
): Promise<Workspace> {
  const [outbox, temporary] = [join(folder, 'outbox'), join(folder, 'temporary')];
  try {
    await mkdir(folder);
    const [files] = await Promise.all([surroundings.store.create(folder, changes), mkdir(outbox)]);
    const view = await placed(files, surroundings);
    const root = join(view.toplevel, surroundings.directory);
    const run = runner(files, { ...view, root, outbox, temporary }, surroundings);
    // One after the other: two overlays must not share an upper folder at the same time.
    let last: Promise<unknown> = Promise.resolve();
    return {
      isBase: changes.size === 0,
      root,
      toplevel: view.toplevel,
      outbox,
      exec(command, signal) {
        const next = last.then(() => run(command, signal));
        last = next.catch(() => undefined);
        return next;
      },
      async [Symbol.asyncDispose]() {
        await last;
        await removeFolder(folder);
      },
    };
  } catch (error) {
    await removeFolder(folder);
    throw error;
  }
}

type Place = { readonly toplevel: string };
type Frame = Place & { readonly root: string; readonly outbox: string; readonly temporary: string };

/** Where processes find the toplevel: at the checkout's own path if anything can be put over it. */
async function placed(files: CandidateFiles, surroundings: Surroundings): Promise<Place> {
  const { base, sandbox } = surroundings;
  if (sandbox.isolation.level !== 'process') return { toplevel: base.toplevel };
  const view = await files.view();
  return { toplevel: view.kind === 'folder' ? view.path : base.toplevel };
}

function runner(files: CandidateFiles, frame: Frame, surroundings: Surroundings) {
  const { sandbox, protectedFiles, pinned } = surroundings;
  const { restoration } = files;
  const env = surroundings.env(frame.root);
  let ran = false;
  return async (command: Command, signal?: AbortSignal): Promise<Execution> => {
    const paths = await protectedFiles();
    if (!ran) await restoration.remember(paths);
    else {
      const lost = await restoration
        .restore([...paths.map((path) => ({ path })), ...guarded(pinned)])
        .then(() => undefined, notGivenBack);
      if (lost !== undefined) return lost;
    }
    ran = true;
    // Elsewhere each process has a /tmp of its own, by the sandbox.
    if (sandbox.isolation.level === 'process') await emptied(frame.temporary);
    const view = { ...frame, files: await files.view() };
    return sandbox.run(view, { ...command, env: { ...env, ...command.env } }, signal);
  };
}

async function emptied(folder: string): Promise<void> {
  await removeFolder(folder);
  await mkdir(folder);
}

/** What an earlier process did to files that it may not change is its candidate's fault, not ours. */
const notGivenBack = (error: unknown): Execution => ({
  ...{ ...NEVER_RAN, end: 'exited', exitCode: 126 },
  output: `Not run: protected files could not be given back (${(error as Error).message}).\n`,
});

const guarded = (pinned: Pinned | undefined): readonly GuardedFile[] =>
  pinned?.paths.map((path) => ({ path, from: pinned.folder })) ?? [];
