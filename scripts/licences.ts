import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const LICENCE = /^licen[cs]e(?:[-.](?:mit|md|txt))*$/i;

/** Folders of the packages that these files belong to. */
const packagesOf = (files: readonly string[]): readonly string[] =>
  [
    ...new Set(
      files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []),
    ),
  ].sort();

async function noticeOf(root: string, folder: string): Promise<string> {
  const path = join(root, folder);
  const { name, version, license } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8'));
  const file = (await readdir(path)).find((one) => LICENCE.test(one));
  const text = file === undefined ? '' : `\n\n${(await readFile(join(path, file), 'utf8')).trim()}`;
  return `${name} ${version} (${license})${text}`;
}

/** The licences of everything that a bundle holds, as they ask for. */
export async function licencesOf(root: string, files: readonly string[]): Promise<string> {
  const notices = await Promise.all(packagesOf(files).map((folder) => noticeOf(root, folder)));
  return `${notices.join(`\n\n${'-'.repeat(72)}\n\n`)}\n`;
}
