import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import { WrongUse } from '../errors.ts';

/** The job that left the bundle. */
export type Author = 'search' | 'measuring';

/** What is wrong with a file of a bundle, as in "The bundle's task.json is too large". */
export const wrongBundle = (name: string, why: string, author: Author, cause?: unknown): WrongUse =>
  new WrongUse(
    `The bundle's ${name} ${why}.`,
    `Let \`bundle\` name the folder that the ${author} job left, as it was downloaded, and both jobs use the same version of orps.`,
    { cause },
  );

const LARGEST_BYTES = 64 * 1024 * 1024;
/** Far more than a search of thousands of candidates leaves; each one that fails a schema costs kilobytes. */
const MOST_VALUES = 300_000;

/**
 * One JSON file of a bundle. A stranger's code may have written it, so that its size
 * and the number of its values are bounded before anything is made of them. Throws
 * WrongUse where it is not there or not what the job leaves.
 */
export async function readBundleFile<Schema extends z.ZodType>(
  folder: string,
  name: string,
  schema: Schema,
  author: Author,
): Promise<z.infer<Schema>> {
  const file = join(folder, name);
  const refuse = (why: string, cause?: unknown): never => {
    throw wrongBundle(name, why, author, cause);
  };
  const found = await lstat(file).catch(() => undefined);
  if (!found?.isFile()) {
    throw new WrongUse(
      `The ${author} job left no ${name}: it was ended before there was a result, or \`bundle\` names another folder.`,
      `See the ${author} job's log; then start again, or correct \`bundle\`.`,
    );
  }
  if (found.size > LARGEST_BYTES) return refuse('is too large');
  const text = await readFile(file, 'utf8');
  if (valuesIn(text) > MOST_VALUES) return refuse('has too many values');
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    return refuse(`is not what a ${author === 'search' ? 'search' : 'comparison'} leaves`, cause);
  }
}

const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const COMMA = ','.charCodeAt(0);
const OPENING: ReadonlySet<number> = new Set(['[', '{'].map((sign) => sign.charCodeAt(0)));

/** Elements, members and containers of a JSON text, about; its strings are skipped. */
function valuesIn(text: string): number {
  let count = 1;
  let isString = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (isString && sign === BACKSLASH) at++;
    else if (sign === QUOTE) isString = !isString;
    else if (!isString && (sign === COMMA || OPENING.has(sign))) count++;
  }
  return count;
}
