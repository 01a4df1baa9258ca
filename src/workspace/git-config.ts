import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { gitOutput } from './git-command.ts';

const HARMLESS = [
  /^(core)\.(repositoryformatversion|filemode|bare|ignorecase|symlinks|autocrlf|eol|precomposeunicode|worktree)$/,
  /^(extensions)\.(objectformat|refstorage|partialclone|compatobjectformat)$/,
];

const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;

/** A repository's configuration as its tests may see it. */
export interface HarmlessConfig {
  /** Absolute path of the file that it replaces. */
  readonly replaces: string;
  /** Absolute path of the folder of git's own files that all worktrees share. */
  readonly commonFolder: string;
  /** Only what reading the files takes: no remote, credential, header, alias or command. */
  readonly text: string;
}

/** Reads the configuration of the repository around `toplevel`, without what it includes. */
export async function harmlessConfig(toplevel: string): Promise<HarmlessConfig> {
  const common = await gitOutput(toplevel, ['rev-parse', '--git-common-dir']);
  const commonFolder = resolve(toplevel, common.replace(/\n$/, ''));
  const file = join(commonFolder, 'config');
  return { replaces: file, commonFolder, text: await harmlessText(toplevel, file) };
}

async function harmlessText(toplevel: string, file: string): Promise<string> {
  const flags = ['--file', file, '--no-includes', '--null', '--list'];
  const entries = (await gitOutput(toplevel, ['config', ...flags])).split('\0');
  const lines = entries.flatMap((entry) => {
    const [key = '', value = 'true'] = entry.split('\n', 2);
    const [, section, name] = HARMLESS.map((pattern) => pattern.exec(key)).find(Boolean) ?? [];
    return section && name ? [`[${section}]\n\t${name} = ${quoted(value)}\n`] : [];
  });
  return lines.join('');
}

/**
 * Where `.git` is a folder of the checkout: every file of configuration in it,
 * those of submodules and worktrees among them, relative to `toplevel`, and what
 * is shown in its place.
 */
export async function harmlessConfigs(toplevel: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(join(toplevel, '.git'), { withFileTypes: true });
  const inside = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory() && ['modules', 'worktrees'].includes(entry.name))
      .map(({ name }) =>
        readdir(join(toplevel, '.git', name), { recursive: true, withFileTypes: true }),
      ),
  );
  const files = [...entries, ...inside.flat()]
    .filter((entry) => entry.isFile() && /^config(?:\.worktree)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const texts = files.map(
    async (file) => [relative(toplevel, file), await harmlessText(toplevel, file)] as const,
  );
  return new Map(await Promise.all(texts));
}
