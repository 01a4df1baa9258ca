import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Configuration, parseConfiguration } from './inputs.ts';

const FILES = ['.github/orps.yml', '.github/orps.yaml'];

/** The repository's own settings: from the checkout as the workflow made it, before any other commit is. */
export async function readConfiguration(workspace: string): Promise<Configuration> {
  for (const file of FILES) {
    const text = await readFile(join(workspace, file), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const { parseYaml } = await import('./yaml.ts');
    return parseConfiguration(parseYaml(text, file), file);
  }
  return {};
}
