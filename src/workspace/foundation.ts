import { lstat, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Isolation } from '../ports.ts';
import type { Environment } from '../sandbox/environment.ts';
import { createSandbox, type Sandbox } from '../sandbox/isolation.ts';
import type { View } from '../sandbox/view.ts';
import { createCopyStore } from './copy-store.ts';
import { type HarmlessConfig, harmlessConfig, harmlessConfigs } from './git-config.ts';
import { createOverlayStore } from './overlay-store.ts';
import type { Base, FileStore } from './store.ts';

export interface FoundationOptions {
  readonly directory: string;
  readonly environment: Environment;
  readonly passEnv?: readonly string[];
  readonly memoryBytes?: number;
  readonly level?: Isolation['level'];
}

/** The strongest sandbox of this machine, and the file store that goes with it. */
export async function prepareStores(
  base: Base,
  options: FoundationOptions,
): Promise<{ readonly sandbox: Sandbox; readonly store: FileStore }> {
  const { toplevel, scratch } = base;
  const config = await harmlessConfig(toplevel);
  const ownsGit = (await lstat(join(toplevel, '.git'))).isDirectory();
  const cover = ownsGit ? await harmlessConfigs(toplevel) : new Map();
  const overlays = await createOverlayStore(base, cover);
  const sandbox = await createSandbox(
    {
      ...options,
      checkout: toplevel,
      scratch,
      ...(ownsGit ? {} : await distantGit(config, scratch)),
    },
    trials(base, options.directory, overlays),
  );
  const store = sandbox.overlay ? overlays : await createCopyStore(base, cover);
  return { sandbox, store };
}

/** In a linked worktree or a submodule the configuration lies elsewhere and is replaced there. */
async function distantGit(config: HarmlessConfig, scratch: string) {
  const from = join(scratch, 'git-config');
  await writeFile(from, config.text);
  return { shadows: [{ from, at: config.replaces }], needed: [config.commonFolder] };
}

/** Workspaces without content, for finding out what works. */
function trials(base: Base, directory: string, overlays: FileStore) {
  const { scratch, toplevel } = base;
  let tried = 0;
  return async (overlay: boolean): Promise<View> => {
    const folder = join(scratch, `trial-${tried++}`);
    const [outbox, empty] = [join(folder, 'outbox'), join(folder, 'files')];
    await mkdir(outbox, { recursive: true });
    await mkdir(join(empty, directory), { recursive: true });
    const files = overlay
      ? await (await overlays.create(folder, new Map())).view()
      : { kind: 'folder' as const, path: empty };
    return { toplevel, root: join(toplevel, directory), files, outbox, temporary: outbox };
  };
}
