import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Entry {
  readonly description: string;
}

/** What action.yml says of its inputs and outputs. */
export const actionFile: {
  readonly inputs: Readonly<Record<string, Entry>>;
  readonly outputs: Readonly<Record<string, Entry>>;
} = parse(readFileSync(join(import.meta.dirname, '..', 'action.yml'), 'utf8'));
