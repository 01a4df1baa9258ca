import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WrongUse } from '../errors.ts';
import { type Configuration, parseConfiguration } from './inputs.ts';

const FILES = ['.github/orps.yml', '.github/orps.yaml'];

/** The repository's own settings: from the checkout as the workflow made it, before any other commit is. */
export async function readConfiguration(workspace: string): Promise<Configuration> {
  for (const file of FILES) {
    const text = await readFile(join(workspace, file), 'utf8').catch(() => undefined);
    if (text !== undefined) return parseConfiguration(await parseYaml(text, file), file);
  }
  return {};
}

async function parseYaml(text: string, file: string): Promise<unknown> {
  // Most repositories have no such file: they need not load a parser.
  const { parse } = await import('yaml');
  try {
    return parse(text, { maxAliasCount: 10 });
  } catch (cause) {
    const [line] = (cause as Error).message.split('\n');
    throw new WrongUse(
      `${file} is no YAML: ${line}`,
      'Mend it; the action read it before the search.',
      {
        cause,
      },
    );
  }
}
