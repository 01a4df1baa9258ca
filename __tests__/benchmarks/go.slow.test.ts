import { test as always, expect } from '@jest/globals';
import { workingLevels } from '../workspace/repository.ts';
import { hasProgram } from './bench-trial.ts';
import { readInSandbox } from './sandbox-trial.ts';

const [strongest = 'process'] = await workingLevels();
const test = hasProgram('go', 'version') ? always : always.skip;

test('Go: in a sandbox that does not let the build cache be written, each workspace has its own', async () => {
  const source = `package a
import "testing"
func BenchmarkA(b *testing.B) { for i := 0; i < b.N; i++ {} }
`;
  const files = { 'go.mod': 'module example.org/a\n\ngo 1.21\n', 'a_test.go': source };
  const changes = new Map([['a_test.go', source.replace('BenchmarkA', 'BenchmarkB')]]);
  const read = await readInSandbox(strongest, files, changes);
  const names = read.map(([id]) => id?.replace(/-\d+$/, ''));
  expect(names).toEqual([
    'example.org/a::BenchmarkA',
    'example.org/a::BenchmarkB',
    'example.org/a::BenchmarkA',
  ]);
}, 600_000);
