import { test as always, expect } from '@jest/globals';
import { commitAll } from '../../src/workspace/git.ts';
import { hasProgram } from '../benchmarks/bench-trial.ts';
import { smallRepository, workingLevels, writeTree } from '../workspace/repository.ts';

const levels = await workingLevels();
const test = hasProgram('go', 'version') ? always : always.skip;

test.each(levels)(
  'at level %s Go builds, and runs its tests every time',
  async (level) => {
    await using repository = await smallRepository();
    await writeTree(repository.checkout, {
      'go.mod': 'module x\n\ngo 1.21\n',
      'x_test.go': 'package x\n\nimport "testing"\n\nfunc TestX(t *testing.T) {}\n',
    });
    await commitAll(repository.checkout, 'go');
    await using workspaces = await repository.open({ level, environment: process.env });
    await using workspace = await workspaces.open(new Map());
    const run = () => workspace.exec({ line: 'go test ./...', timeoutMs: 300_000 });
    const outputs = [await run(), await run()].map(({ output }) => output);
    expect(outputs).toEqual([
      expect.stringMatching(/^ok\s+x\s+\d/),
      expect.stringMatching(/^ok\s+x\s+\d/),
    ]);
  },
  900_000,
);
