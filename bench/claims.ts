/**
 * npm run -s bench:claims -- --mirror FOLDER [--only TEXT]
 *
 * Commits of public repositories whose authors claimed a speed-up, or nothing, each
 * compared with its parent as `orps bench` does. FOLDER has a clone of each as
 * `<owner>+<name>/repo`. Prints one JSON object: of each commit the author's claim
 * beside what was found.
 */
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { headlineOf } from '../src/report/comparison/headline.ts';
import { install } from './cases-install.ts';
import { snapshotOf } from './cases-snapshot.ts';
import { CLAIMS, type Claim, DEPENDENCIES, LINKS } from './claims-catalogue.ts';
import { compareOnce } from './comparison-run.ts';

const { values } = parseArgs({
  options: { mirror: { type: 'string' }, only: { type: 'string', default: '' } },
});
const { mirror, only } = values;
if (mirror === undefined) {
  console.error('Name a folder of clones: npm run -s bench:claims -- --mirror FOLDER');
  process.exit(2);
}

/** The commit checked out under `folder`, with what its tests need. */
async function setUp({ repository, commit }: Claim, from: string, folder: string): Promise<string> {
  const checkout = join(folder, 'checkout');
  await execa('git', ['clone', '-q', await snapshotOf(from, repository), checkout]);
  await execa('git', ['checkout', '-q', commit], { cwd: checkout });
  await install(checkout, { install: DEPENDENCIES[repository] ?? { kind: 'none' } });
  const link = LINKS[repository];
  if (link !== undefined) await symlink('..', join(checkout, 'node_modules', link));
  return checkout;
}

async function found(claim: Claim, from: string) {
  const folder = await mkdtemp(join(tmpdir(), 'orps-claims-'));
  try {
    const workload = await compareOnce({
      directory: await setUp(claim, from, folder),
      ...{ base: `${claim.commit}~1`, head: claim.commit, counting: true },
      ...{ testCommand: claim.command, benchCommand: claim.benchmarks },
    });
    const { claim: verdict, support } = headlineOf(workload);
    const sizes = workload.whole.flatMap(({ name, judgement }) =>
      judgement === null ? [] : [[name, judgement] as const],
    );
    return {
      found: `${verdict} (${support})`,
      load: loadavg()[0],
      measures: Object.fromEntries(sizes),
    };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const rows: unknown[] = [];
for (const claim of CLAIMS.filter(({ id }) => id.includes(only))) {
  const { id, claim: said, command, benchmarks } = claim;
  const row = { id, said, command: command ?? benchmarks, ...(await found(claim, mirror)) };
  console.error(JSON.stringify(row));
  rows.push(row);
}
console.log(JSON.stringify({ rows }));
