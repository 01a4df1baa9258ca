import { rm } from 'node:fs/promises';
import { runTool } from '../sandbox/process.ts';

/**
 * Removes a folder of ours, whatever strangers' processes left in it: folders
 * without permissions, names that are not UTF-8, paths beyond the limit.
 */
export async function removeFolder(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch {
    const env = { PATH: '/usr/bin:/bin' };
    await runTool('chmod', ['-R', 'u+rwx', '--', path], { env });
    await runTool('rm', ['-rf', '--', path], { env });
  }
}
