import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPlace } from './job.ts';
import { labelled } from './payloads.ts';

/** What `mode: search` left for the labelled issue of a red project. */
export interface Bundle extends AsyncDisposable {
  readonly folder: string;
  /** A copy with one of its JSON files changed. */
  altered(
    name: string,
    change: (value: Record<string, unknown>) => Record<string, unknown>,
  ): Promise<string>;
}

export async function searchedBundle(): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'orps-bundle-'));
  await using place = await openPlace();
  place.state.grants.contents = 'read';
  place.state.grants.issues = 'read';
  place.state.grants.pull_requests = 'none';
  const out = join(folder, 'whole');
  const result = await place.run('issues', labelled(), { inputs: { mode: 'search', out } });
  if (result.outputs.conclusion !== 'fixed') throw new Error(result.log);
  if (place.github.violations.length > 0) throw new Error(place.github.violations.join('\n'));
  let copies = 0;
  return {
    folder: out,
    async altered(name, change) {
      copies += 1;
      const copy = join(folder, `copy-${copies}`);
      await cp(out, copy, { recursive: true });
      const value = JSON.parse(await readFile(join(copy, name), 'utf8'));
      await writeFile(join(copy, name), JSON.stringify(change(value)));
      return copy;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
