import { mkdir, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import * as z from 'zod';
import type { SpectrumRow, TestLimits, TraceRequest, Workspace } from '../ports.ts';
import { DIALECTS } from './dialect.ts';
import { preload } from './preload.ts';
import type { Recipe } from './recipe.ts';
import { openRunFolder, type RunFolder } from './run-folder.ts';
import { shellQuote } from './shell-line.ts';
import { suiteLine } from './suite-line.ts';
import { isSourceFile } from './test-file.ts';
import { groupTests, type TestGroup } from './test-groups.ts';
import { executedLines, type LineCounts } from './v8-lines.ts';
import type { WarmCache } from './warm-cache.ts';

const LARGEST = 64 * 1024 * 1024;
const AT_ONCE = 2;
const STUCK_MS = 10_000;

const rangeSchema = z.object({ startOffset: z.number(), endOffset: z.number(), count: z.number() });
const coverageSchema = z.object({
  scripts: z.array(
    z.object({
      url: z.string(),
      source: z.string(),
      map: z.string().optional(),
      functions: z.array(z.object({ ranges: z.array(rangeSchema) })),
    }),
  ),
});

/** V8 counts by process, so each row is a process of its own: a failing test, or a group of passing ones. */
export async function traceNode(
  recipe: Recipe,
  workspace: Workspace,
  tests: TraceRequest,
  limits: TestLimits,
  signal?: AbortSignal,
  warmCache?: WarmCache,
): Promise<readonly SpectrumRow[]> {
  const groups = groupTests(tests);
  const { counting = false } = tests;
  await using stack = new AsyncDisposableStack();
  const runs = await Promise.all(
    groups.map(async (group) => prepare(recipe, workspace, { ...group, counting }, limits, stack)),
  );
  for (const { folder } of runs) await warmCache?.lend(folder.cache);
  // One command for all, since a workspace runs one command at a time.
  const lines = runs.map((run) => shellQuote(run.line)).join(' ');
  const command = {
    line: `printf '%s\\0' ${lines} | xargs -0 -n 1 -P ${AT_ONCE} sh -c`,
    timeoutMs: limits.runMs,
  };
  await workspace.exec(command, signal);
  signal?.throwIfAborted();
  const rows: SpectrumRow[] = [];
  for (const [index, { folder }] of runs.entries()) {
    const group = groups[index];
    const covered = await readLines(folder, workspace.root);
    if (group === undefined || covered.size === 0) continue;
    const lines = new Map([...covered].map(([file, counts]) => [file, numbersOf(counts)]));
    const told = counting && { counts: covered };
    rows.push({ failed: group.failed, tests: group.tests.length, lines, ...told });
  }
  return rows;
}

async function prepare(
  recipe: Recipe,
  workspace: Workspace,
  { tests, counting }: TestGroup & { readonly counting: boolean },
  limits: TestLimits,
  stack: AsyncDisposableStack,
): Promise<{ readonly line: string; readonly folder: RunFolder }> {
  const selection = { kind: 'tests', tests } as const;
  const assets = [...DIALECTS[recipe.kind].assets, 'stuck-watch.cjs', 'coverage.cjs'];
  const folder = stack.use(await openRunFolder(workspace, assets, selection));
  await mkdir(join(folder.path, 'coverage'));
  const settings = {
    folder: join(folder.path, 'coverage'),
    roots: [workspace.root],
    stuckMs: limits.testMs ?? STUCK_MS,
    counting,
  };
  const env = [
    `TEST_REPORT_LINES=${shellQuote(folder.settings)}`,
    `TEST_COVERAGE=${shellQuote(JSON.stringify(settings))}`,
    preload(folder, 'coverage.cjs'),
  ];
  const request = { recipe, selection, limits, folder, root: workspace.root, tracing: true };
  // However it ends, the next one follows.
  return { line: `( ${suiteLine(request, env)} ); :`, folder };
}

const numbersOf = (counts: LineCounts): readonly number[] =>
  [...counts.keys()].sort((a, b) => a - b);

/** All processes of one run together; test files are left out. */
async function readLines(
  folder: RunFolder,
  root: string,
): Promise<ReadonlyMap<string, LineCounts>> {
  const names = await readdir(join(folder.path, 'coverage'));
  const lines = new Map<string, Map<number, number>>();
  for (const name of names.filter((name) => !name.startsWith('.'))) {
    const { data } = coverageSchema.safeParse(
      parseJson(await folder.read(`coverage/${name}`, LARGEST)),
    );
    for (const script of data?.scripts ?? []) {
      for (const [path, counts] of executedLines(script)) {
        const file = relative(root, path);
        if (file.startsWith('..') || /(?:^|\/)node_modules\//.test(file) || !isSourceFile(file))
          continue;
        const known = lines.get(file) ?? new Map();
        for (const [line, count] of counts) known.set(line, count + (known.get(line) ?? 0));
        lines.set(file, known);
      }
    }
  }
  return lines;
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
