import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { BrokenEnvironment } from '../src/errors.ts';
import type { Recipe } from './cases-recipes.ts';
import { exclude } from './cases-snapshot.ts';

const npmFlags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** Installs what the suite needs into a red repository, by the ordinary package managers. */
export async function install(
  target: string,
  recipe: Pick<Recipe, 'install' | 'files'>,
): Promise<void> {
  const files = Object.entries(recipe.files ?? {});
  await exclude(target, [
    'node_modules/',
    '.venv/',
    '__pycache__/',
    ...files.map(([path]) => path),
  ]);
  for (const [path, content] of files) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await writeFile(join(target, path), content);
  }
  const how = recipe.install;
  if (how.kind === 'npm') await installManifest(target);
  if (how.kind === 'npm-packages') await installPackages(target, how.packages);
  if (how.kind === 'venv') await installVenv(target, how.packages, how.editable);
}

async function installManifest(target: string): Promise<void> {
  const locked = await access(join(target, 'package-lock.json')).then(
    () => true,
    () => false,
  );
  const unlocked = ['install', '--no-package-lock', ...npmFlags];
  const ways = [...(locked ? [['ci', ...npmFlags]] : []), unlocked, [...unlocked, '--force']];
  const said: string[] = [];
  for (const way of ways) {
    const done = await execa('npm', way, { cwd: target, reject: false, all: true });
    if (done.exitCode === 0) return;
    said.push(`npm ${way[0]}: ${done.all.slice(-300)}`);
  }
  throw new BrokenEnvironment(
    `The dependencies of ${target} cannot be installed: ${said.join('; ')}`,
    'Name the packages that the suite needs in bench/cases-recipes.ts.',
  );
}

/** Some manifests ask for hundreds of packages that the tests never load, or for ones that are gone. */
async function installPackages(target: string, packages: readonly string[]): Promise<void> {
  const staging = await mkdtemp(`${target}.npm-`);
  await writeFile(join(staging, 'package.json'), '{"private":true}\n');
  const args = ['install', '--no-package-lock', ...npmFlags, ...packages];
  await execa('npm', args, { cwd: staging });
  await rename(join(staging, 'node_modules'), join(target, 'node_modules'));
  await rm(staging, { recursive: true, force: true });
}

async function installVenv(
  target: string,
  packages: readonly string[],
  editable: Readonly<Record<string, string>> | undefined,
): Promise<void> {
  const pip = (args: readonly string[], env = {}) =>
    execa('.venv/bin/python', ['-m', 'pip', 'install', '-q', ...args], {
      cwd: target,
      env,
      preferLocal: false,
    });
  await execa('python3', ['-m', 'venv', '.venv'], { cwd: target });
  await pip(packages);
  if (editable) await pip(['-e', '.'], editable);
}
