import { parse } from 'yaml';
import { WrongUse } from '../errors.ts';

/** Loaded only where there is a file: most repositories have none. */
export function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text, { maxAliasCount: 10 });
  } catch (cause) {
    const [line] = (cause as Error).message.split('\n');
    throw new WrongUse(`${file} is no YAML: ${line}`, 'Mend the file and start again.', { cause });
  }
}
