import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { distFolder } from '../assets.ts';
import { WrongUse } from '../errors.ts';
import { dirtyFiles } from '../workspace/git.ts';
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
  const walled = await runSetUp({
    line,
    checkout,
    folder,
    environment,
    hidden: [temp],
    kept: [distFolder],
  });
  if (!walled) {
    warn(
      'The setup command ran without bubblewrap: code of the project could look at the processes of this job. Install bubblewrap before this step, or use the two-job form.',
    );
  }
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
