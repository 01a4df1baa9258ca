import { type BenchmarkRun, detectBenchmarks } from '../../src/benchmarks/benchmark-suite.ts';
import type { FileChanges } from '../../src/ports.ts';
import { type Level, smallRepository, writeTree } from '../workspace/repository.ts';

/** Ids that the only suite of a committed project gives in real workspaces: base, head, and base again. */
export async function readInSandbox(
  level: Level,
  files: Readonly<Record<string, string>>,
  changes: FileChanges,
): Promise<readonly (readonly string[])[]> {
  await using repository = await smallRepository();
  await writeTree(repository.checkout, files);
  await using workspaces = await repository.open({ level });
  const project = { ...workspaces, directory: repository.checkout };
  const [suite] = await detectBenchmarks(project, { environment: process.env });
  if (suite === undefined) throw new Error('no suite');
  await using base = await workspaces.open(new Map());
  await using head = await workspaces.open(changes);
  const read: (readonly string[])[] = [];
  for (const workspace of [base, head, base]) read.push(told(await suite.run(workspace, LIMITS)));
  return read;
}

const LIMITS = { runMs: 100_000 };

const told = ({ kind, readings, output }: BenchmarkRun): readonly string[] =>
  kind === 'reported' ? readings.map(({ id }) => id) : [kind, output];
