import { accessSync, constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';

/** Absolute paths of the system's tools that the sandbox is made of. */
export interface Tools {
  readonly sh: string;
  readonly bash?: string;
  readonly bwrap?: string;
  readonly ip?: string;
  readonly mount?: string;
  readonly setpriv?: string;
  readonly taskset?: string;
  readonly time?: string;
  readonly unshare?: string;
}

// Before PATH: a folder of the project on it must not offer its own `mount`.
const SYSTEM = ['/usr/bin', '/bin', '/usr/sbin', '/sbin', '/usr/local/bin'];

async function find(name: string, folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    const path = join(folder, name);
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  return undefined;
}

/** Looks for every tool; `path` is the value of PATH. */
export async function findTools(path: string | undefined): Promise<Tools> {
  const folders = [...SYSTEM, ...(path ?? '').split(':').filter(isAbsolute)];
  const names = ['bash', 'bwrap', 'ip', 'mount', 'setpriv', 'taskset', 'time', 'unshare'] as const;
  const found = await Promise.all(
    names.map(async (name) => [name, await find(name, folders)] as const),
  );
  return {
    sh: '/bin/sh',
    ...Object.fromEntries(found.filter(([, tool]) => tool !== undefined)),
  };
}

const ours = new Map<string, string>();

/**
 * Where one of the programs lies that we run ourselves, beside our secrets. It is looked
 * for once, and in the system's folders first: code of a project that may write to a
 * folder on PATH must not become our `git`. The name itself where it is nowhere.
 */
export function ownTool(name: string): string {
  const known = ours.get(name);
  if (known !== undefined) return known;
  const folders = [...SYSTEM, ...(process.env.PATH ?? '').split(':').filter(isAbsolute)];
  const path = folders.map((folder) => join(folder, name)).find(isExecutable) ?? name;
  ours.set(name, path);
  return path;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const CAP_SETPCAP = 8n;

/** Whether we may drop capabilities from the bounding set (capabilities(7)). */
export async function holdsSetpcap(): Promise<boolean> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  return ((effective >> CAP_SETPCAP) & 1n) === 1n;
}
