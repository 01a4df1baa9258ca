import { join } from 'node:path';
import * as z from 'zod';
import type { SpectrumRow, TestCase, TestLimits, TraceRequest, Workspace } from '../ports.ts';
import type { Recipe } from './recipe.ts';
import { openRunFolder } from './run-folder.ts';
import { suiteLine } from './suite-line.ts';
import { FILE_CASE } from './test-case.ts';
import { isSourceFile } from './test-file.ts';
import type { LineCounts } from './v8-lines.ts';

const MOST_FAILING = 40;
const MOST_PASSING = 160;

const rowSchema = z.object({
  file: z.string().nullable(),
  name: z.string().nullable(),
  lines: z.record(z.string(), z.record(z.string().regex(/^\d{1,7}$/), z.int().positive())),
});
type Row = z.infer<typeof rowSchema>;
type Lines = ReadonlyMap<string, readonly number[]>;

/**
 * One process, one row a test. Lines that ran while modules were imported
 * belong to every test: a wrong constant or default is run only then.
 */
export async function tracePytest(
  recipe: Recipe,
  workspace: Workspace,
  { failing, passing, counting = false }: TraceRequest,
  limits: TestLimits,
  signal?: AbortSignal,
): Promise<readonly SpectrumRow[]> {
  const tests = [...failing.slice(0, MOST_FAILING), ...passing.slice(0, MOST_PASSING)];
  const selection = { kind: 'tests', tests } as const;
  const assets = ['report_lines_pytest.py', 'trace_lines_pytest.py'];
  await using folder = await openRunFolder(workspace, assets, selection, limits);
  const out = join(folder.path, 'lines');
  const plugin = folder.module('report_lines_pytest');
  const request = { recipe, selection, limits, folder, root: workspace.root };
  const command = {
    line: `${suiteLine(request)} -p ${folder.module('trace_lines_pytest')}`,
    env: {
      TEST_REPORT_LINES: folder.settings,
      TEST_TRACE_LINES: JSON.stringify({ root: workspace.root, out, plugin, counting }),
    },
    timeoutMs: limits.runMs,
  };
  await workspace.exec(command, signal);
  signal?.throwIfAborted();
  const text = (await folder.read('lines')) ?? '';
  return toRows(text.split('\n').flatMap(parseRow), failing, tests, counting);
}

function parseRow(line: string): readonly Row[] {
  try {
    const { data } = rowSchema.safeParse(JSON.parse(line));
    return data === undefined ? [] : [data];
  } catch {
    return [];
  }
}

function toRows(
  rows: readonly Row[],
  failing: readonly TestCase[],
  tests: readonly TestCase[],
  counting: boolean,
): readonly SpectrumRow[] {
  const imported = linesOf(rows.find((row) => row.name === null));
  const traced = new Map(rows.map((row) => [`${row.file}::${row.name}`, row]));
  const failed = new Set(failing.map((test) => test.id));
  return tests.flatMap((test) => {
    const row = traced.get(test.id);
    // A file that cannot be imported ran what was imported before it failed.
    if (row === undefined && test.name !== FILE_CASE) return [];
    const counts = counting && { counts: countsOf(row) };
    const lines = union(linesOf(row), imported);
    return [{ failed: failed.has(test.id), tests: 1, lines, ...counts }];
  });
}

/** Line 0 is none. */
const countsOf = (row: Row | undefined): ReadonlyMap<string, LineCounts> =>
  new Map(
    Object.entries(row?.lines ?? {})
      .filter(([file]) => isSourceFile(file))
      .map(([file, times]) => {
        const counts = Object.entries(times).map(([line, count]) => [Number(line), count] as const);
        return [file, new Map(counts.filter(([line]) => line > 0).sort(([a], [b]) => a - b))];
      }),
  );

const linesOf = (row: Row | undefined): Lines =>
  new Map([...countsOf(row)].map(([file, counts]) => [file, [...counts.keys()]]));

/** Files that only one side has keep its array: hundreds of rows share what was imported. */
function union(one: Lines, other: Lines): Lines {
  const both = new Map(other);
  for (const [file, lines] of one) {
    const more = other.get(file);
    both.set(
      file,
      more === undefined ? lines : [...new Set([...lines, ...more])].sort((a, b) => a - b),
    );
  }
  return both;
}
