/** Real red repositories: sets them up, lets `orps fix` at them, judges its answers by itself. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { OrpsError } from '../src/errors.ts';
import { type RealCase, readCases } from './cases-catalogue.ts';
import { type CasesOptions, readOptions } from './cases-options.ts';
import type { Outcome } from './cases-outcome.ts';
import { recipeFor } from './cases-recipes.ts';
import { type CaseRow, caseRow } from './cases-row.ts';
import { type RedRepository, setUp } from './cases-setup.ts';

/** How red a repository is, for `--setup-only`. */
const redness = ({ entry, root, red, green, failToPass }: RedRepository) => ({
  id: entry.id,
  runner: entry.runner,
  status: failToPass.length > 0 ? 'red' : 'not-red',
  root,
  red: tally(red),
  green: tally(green),
  failing: red.failed,
});

const tally = ({ passed, failed, skipped }: Outcome) => ({
  passed: passed.length,
  failed: failed.length,
  skipped: skipped.length,
});

interface NotSetUp {
  readonly id: string;
  readonly status: 'not-set-up';
  readonly remark: string;
}

type Row = CaseRow | ReturnType<typeof redness> | NotSetUp;

async function rowFor(entry: RealCase, options: CasesOptions): Promise<Row> {
  try {
    const recipe = recipeFor(entry.id);
    const repository = await setUp(entry, recipe, options.mirror, options.repositories);
    if (options.setupOnly) return redness(repository);
    await rm(join(options.results, entry.id), { recursive: true, force: true });
    return await caseRow(repository, options);
  } catch (error) {
    if (!(error instanceof OrpsError)) throw error;
    return { id: entry.id, status: 'not-set-up', remark: `${error.message} ${error.remedy}` };
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv);
  await mkdir(options.results, { recursive: true });
  const rows: Row[] = [];
  for (const entry of await readCases(options.cases, options.only)) {
    const row = await rowFor(entry, options);
    console.error(JSON.stringify(row));
    rows.push(row);
  }
  const count = (status: string) => rows.filter((row) => row.status === status).length;
  const statuses = Object.fromEntries(rows.map(({ status }) => [status, count(status)]));
  console.log(JSON.stringify({ total: rows.length, statuses, rows }, undefined, 2));
}

try {
  await main();
} catch (error) {
  if (!(error instanceof OrpsError)) throw error;
  console.error(`${error.message} ${error.remedy}`);
  process.exitCode = 2;
}
