import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { WrongUse } from '../src/errors.ts';

/** One real defect: the parent of a public fix commit, with the tests that the fix brought. */
const realCase = z.object({
  id: z.string().regex(/^[\w.-]+$/),
  kind: z.enum(['bug', 'perf']),
  /** `owner/name`. */
  repo: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  language: z.string(),
  runner: z.string(),
  base_sha: z.string().regex(/^[0-9a-f]{40}$/),
  fix_sha: z.string().regex(/^[0-9a-f]{40}$/),
  test_files: z.array(z.string()),
  /** What the real fix changed: for the known-good run only, never shown to a search. */
  source_files: z.array(z.string()),
});

export type RealCase = Readonly<z.infer<typeof realCase>>;

/**
 * Reads a cases file (a JSON array of facts about fix commits).
 * @param only ids to keep, in this order; all bugs when empty.
 * @throws WrongUse when the file cannot be read, is of another shape or lacks an id.
 */
export async function readCases(
  file: string,
  only: readonly string[],
): Promise<readonly RealCase[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new WrongUse(`The cases file ${file} cannot be read.`, 'Give --cases FILE.', { cause });
  });
  const parsed = z.array(realCase).safeParse(JSON.parse(text));
  if (!parsed.success) {
    throw new WrongUse(
      `${file} is no cases file: ${z.prettifyError(parsed.error)}`,
      'Give a JSON array with id, repo, base_sha, fix_sha, test_files and source_files.',
    );
  }
  if (only.length === 0) return parsed.data.filter((entry) => entry.kind === 'bug');
  return only.map((id) => {
    const found = parsed.data.find((entry) => entry.id === id);
    if (found) return found;
    throw new WrongUse(`${file} has no case "${id}".`, 'Name ids of that file in --only.');
  });
}
