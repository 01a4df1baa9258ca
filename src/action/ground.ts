import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { distFolder } from '../assets.ts';
import { BrokenEnvironment, WrongUse } from '../errors.ts';
import { dirtyFiles, gitFolderOf } from '../workspace/git.ts';
import { isProtected } from '../workspace/protected.ts';
import type { Work } from './work.ts';

/** Installs what that commit needs. */
export async function setUp({ runner, settings, observe, warn }: Work): Promise<void> {
  const { setupCommand: line } = settings;
  if (line === undefined) return;
  observe({ kind: 'stage', name: `Setting up: ${line}` });
  const { runSetUp } = await import('../sandbox/set-up.ts');
  const { workspace: checkout, environment, temp } = runner;
  const folder = join(checkout, settings.workingDirectory);
  const before = await gitFolderOf(folder);
  const walled = await runSetUp({
    line,
    checkout,
    folder,
    environment,
    hidden: [temp],
    kept: [distFolder, ...runnersOwn(temp)],
  });
  await assertSameRepository(folder, before);
  if (!walled) {
    warn(
      'The setup command ran without bubblewrap: code of the project could look at the processes of this job. Install bubblewrap before this step, or use the two-job form.',
    );
  }
}

/** What the runner starts later steps from: the code of all actions, and its own programs. */
function runnersOwn(temp: string): readonly string[] {
  const runner = /^(.*)\/externals\//.exec(process.execPath)?.[1];
  const programs = runner === undefined ? ['.'] : ['bin', 'externals'];
  const within = runner ?? process.execPath;
  return [join(dirname(temp), '_actions'), ...programs.map((name) => join(within, name))];
}

/** A repository that it made inside of ours would tell our git what to run. */
async function assertSameRepository(folder: string, before: string): Promise<void> {
  if ((await gitFolderOf(folder)) === before) return;
  throw new BrokenEnvironment(
    `The setup command made another git repository of ${folder}.`,
    'Look at what it installs, and let `setup-command` make repositories elsewhere.',
  );
}

/** A folder of the checkout, and not one beside it or behind a link. */
export async function assertWithin(workspace: string, folder: string): Promise<void> {
  const root = await realpath(workspace);
  const real = await realpath(join(workspace, folder)).catch(() => undefined);
  if (real === root || real?.startsWith(`${root}/`)) return;
  throw new WrongUse(
    `"working-directory" names ${JSON.stringify(folder)}, which is no folder of the checkout.`,
    'Name it relative to the root of the repository.',
  );
}

/** Installing may rewrite a lock file: no patch can touch it, so it takes nothing from the proof. */
export async function onlyProtectedDirt(workspace: string): Promise<boolean> {
  const dirty = await dirtyFiles(workspace);
  return dirty.length > 0 && dirty.every((path) => isProtected(path));
}
