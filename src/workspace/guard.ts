import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileChanges } from '../ports.ts';

type Kind = 'missing' | 'file' | 'folder' | 'link' | 'other';

async function kindOf(path: string): Promise<Kind> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return 'missing';
  if (found.isSymbolicLink()) return 'link';
  if (found.isDirectory()) return 'folder';
  return found.isFile() ? 'file' : 'other';
}

/** What is wrong with a path by its looks alone, as the end of a sentence; or nothing. */
export function refuseName(path: string): string | undefined {
  const segments = path.split('/');
  // Globs do not match across line breaks, and people do not see the rest.
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(path)) return 'contains an invisible character';
  if (/[\\:*?"<>|]/.test(path)) return 'contains a character that not every file system has';
  if (path.startsWith('/')) return 'is absolute';
  if (segments.includes('..')) return 'leads upwards';
  if (segments.some((name) => name === '' || name === '.')) return 'is not a plain relative path';
  if (segments.some((name) => /[ .]$/.test(name))) return 'ends like no name of every file system';
  if (segments.some((name) => /^(?:\.git|git~\d+)$/i.test(name))) return "is git's own";
  if (segments.some((name) => Buffer.byteLength(name) > 255)) return 'is too long';
  return undefined;
}

/** Whether the file, if there is one, is text that a patch can be made for. */
export const decodeText = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

async function refuseChange(
  folder: string,
  path: string,
  changes: FileChanges,
): Promise<string | undefined> {
  const byName = refuseName(path);
  if (byName !== undefined) return byName;
  const segments = path.split('/');
  for (let depth = 1; depth < segments.length; depth += 1) {
    const parent = segments.slice(0, depth).join('/');
    if (typeof changes.get(parent) === 'string') return `lies in ${parent}, which becomes a file`;
    const kind = await kindOf(join(folder, parent));
    if (kind === 'link') return `lies behind the symbolic link ${parent}`;
    if (kind === 'missing' || (kind === 'file' && changes.get(parent) === null)) continue;
    if (kind !== 'folder') return `lies in ${parent}, which is a file`;
  }
  const kind = await kindOf(join(folder, path));
  if (kind === 'link') return 'is a symbolic link';
  if (kind === 'folder') return 'is a folder';
  if (kind === 'other') return 'is not a regular file';
  if (kind === 'missing') return changes.get(path) === null ? 'does not exist' : undefined;
  const text = decodeText(await readFile(join(folder, path)));
  return text === undefined ? 'is not UTF-8 text' : undefined;
}

/**
 * Why these changes may not be written over `folder`, as a sentence; `undefined`
 * when they may. Nothing that passes can land outside of it or in git's files.
 */
export async function refuseChanges(
  folder: string,
  changes: FileChanges,
): Promise<string | undefined> {
  for (const path of changes.keys()) {
    const reason = await refuseChange(folder, path, changes);
    if (reason !== undefined) return `The path ${JSON.stringify(path)} ${reason}.`;
  }
  return undefined;
}
