import { mkdir, readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BrokenEnvironment, OrpsError, WrongUse } from '../errors.ts';
import type { FileChanges, Isolation, Workspaces } from '../ports.ts';
import { type Environment, looksSecret } from '../sandbox/environment.ts';
import { within } from '../sandbox/secrecy.ts';
import { prepareStores } from './foundation.ts';
import { listFiles } from './git-files.ts';
import { decodeText, refuseChanges, refuseName } from './guard.ts';
import { removeFolder } from './removal.ts';
import { openWorkspace, type Pinned, type Surroundings } from './workspace.ts';

export interface WorkspacesOptions {
  /** The toplevel of a git checkout; never written to. */
  readonly checkout: string;
  /** The project's folder below it, '' for the whole; all paths of changes are relative to it. */
  readonly directory: string;
  /** An empty folder of ours, not below the checkout; empty again after disposal. */
  readonly scratch: string;
  readonly environment: Environment;
  /** Variables that repository code gets besides the allowlist. */
  readonly passEnv?: readonly string[];
  readonly memoryBytes?: number;
  /** Paths, relative to `directory`, that are always the base's. */
  readonly protect: (path: string) => boolean;
  /** Exactly this isolation level. */
  readonly level?: Isolation['level'];
}

export interface CandidateWorkspaces extends Workspaces, AsyncDisposable {
  /** Why `open` would refuse these changes: they would leave the project or write through links. */
  refuse(changes: FileChanges): Promise<string | undefined>;
  /** The same base with new tests, which no candidate may change. */
  including(tests: NewFiles): Promise<Extended>;
}

/** Path, relative to the project, → content of a file that the base lacks. */
export type NewFiles = ReadonlyMap<string, string>;

/** Two ways to see a base with new tests. */
export interface Extended {
  /** With the tests as a part of the base. */
  readonly workspaces: Workspaces;
  /** Without them, for a patch that brings them: once it has, they are guarded. */
  readonly clean: Workspaces;
}

/**
 * Finds out what this machine permits, and gives workspaces over one checkout.
 *
 * Throws WrongUse for settings that cannot be met and BrokenEnvironment where no
 * sandbox works; `open` throws WrongUse for changes that `refuse` has a reason against.
 */
export async function createWorkspaces(options: WorkspacesOptions): Promise<CandidateWorkspaces> {
  refuseSecrets(options.passEnv ?? []);
  const { directory, protect, environment } = options;
  const [toplevel, scratch] = await Promise.all([
    realpath(options.checkout),
    realpath(options.scratch),
  ]);
  const base = { toplevel, scratch };
  const root = join(toplevel, directory);
  const { sandbox, store } = await prepareStores(base, options);
  const inToplevel = (path: string): string => (directory === '' ? path : `${directory}/${path}`);
  const files = once(() => listFiles(root));
  const surroundings: Surroundings = {
    ...{ base, sandbox, store, directory },
    protectedFiles: once(async () => (await files()).filter(protect).map(inToplevel)),
    env: (place) => (place === root ? {} : pythonPath(place, environment)),
  };
  const refuse = (changes: FileChanges) => refuseChanges(root, changes);
  let opened = 0;
  const openWith = async (changes: FileChanges, tests: NewFiles, pinned?: Pinned) => {
    const allowed = [...changes].filter(([path]) => !protect(path) && !tests.has(path));
    const all = new Map([...allowed, ...tests]);
    const reason = await refuse(all);
    if (reason !== undefined) throw new WrongUse(reason, 'Change files of the project only.');
    const moved = new Map([...all].map(([path, content]) => [inToplevel(path), content]));
    const folder = join(scratch, `candidate-${opened++}`);
    const around = { ...surroundings, pinned };
    return openWorkspace(folder, moved, around).catch((cause) => fail(cause, scratch));
  };
  const own: Workspaces = {
    isolation: { ...sandbox.isolation, workspace: store.kind },
    files,
    read: (path) => readBase(toplevel, root, path),
    open: (changes) => openWith(changes, NO_FILES),
  };
  return {
    ...own,
    refuse,
    async including(tests) {
      const folder = join(scratch, `tests-${opened++}`);
      const pinned = { folder, paths: [...tests.keys()].map(inToplevel) };
      for (const [path, content] of tests) await writeNew(join(folder, inToplevel(path)), content);
      return {
        workspaces: {
          ...own,
          files: async () => [...new Set([...(await files()), ...tests.keys()])].sort(),
          read: async (path) => tests.get(path) ?? own.read(path),
          open: (changes) => openWith(changes, tests, pinned),
        },
        clean: { ...own, open: (changes) => openWith(changes, NO_FILES, pinned) },
      };
    },
    async [Symbol.asyncDispose]() {
      for (const name of await readdir(scratch)) await removeFolder(join(scratch, name));
    },
  };
}

const NO_FILES: NewFiles = new Map();

async function writeNew(file: string, content: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

const once = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
};

function refuseSecrets(names: readonly string[]): void {
  const secret = names.find(looksSecret);
  if (secret === undefined) return;
  throw new WrongUse(
    `The variable ${secret} looks like a secret and is not passed to repository code.`,
    'Take it off the list of passed variables, or give the tests a harmless one of another name.',
  );
}

/** Editable installs point at the checkout; where the copy lies elsewhere, it must be found first. */
const pythonPath = (root: string, environment: Environment): Readonly<Record<string, string>> => {
  const { PYTHONPATH = '' } = environment;
  const folders = [join(root, 'src'), root, ...PYTHONPATH.split(':').filter(Boolean)];
  return { PYTHONPATH: folders.join(':') };
};

async function readBase(toplevel: string, root: string, path: string): Promise<string | undefined> {
  if (refuseName(path) !== undefined) return undefined;
  const real = await realpath(join(root, path)).catch(() => undefined);
  if (real === undefined || !within(toplevel, real)) return undefined;
  // A link of the project may lead to git's own files, which hold credentials.
  if (within(join(toplevel, '.git'), real)) return undefined;
  const bytes = await readFile(real).catch(() => undefined);
  return bytes && decodeText(bytes);
}

function fail(cause: unknown, scratch: string): never {
  if (cause instanceof OrpsError) throw cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new BrokenEnvironment(
    `A workspace could not be made in ${scratch}: ${reason}`,
    'See that there is space left, or let TMPDIR name another folder.',
    { cause },
  );
}
