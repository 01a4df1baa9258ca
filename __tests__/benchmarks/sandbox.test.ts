import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { workingLevels } from '../workspace/repository.ts';
import { readInSandbox } from './sandbox-trial.ts';

const levels = await workingLevels();
const tinybench = join(import.meta.dirname, '../../node_modules/tinybench');
const installed = ['package.json', 'dist/index.js'].map((file) => [
  `node_modules/tinybench/${file}`,
  readFileSync(join(tinybench, file), 'utf8'),
]);

const SCRIPT = `import { Bench } from 'tinybench';
const bench = new Bench({ time: 5 });
bench.add('a', () => {});
await bench.run();
`;

describe.each(levels)('at level %s', (level) => {
  test('benchmarks are read in two workspaces in turn, each with its own changes', async () => {
    const files = {
      ...Object.fromEntries(installed),
      'package.json': '{"type":"module","devDependencies":{"tinybench":"6"}}',
      'bench/a.js': SCRIPT,
    };
    const changes = new Map([['bench/a.js', SCRIPT.replace("'a'", "'b'")]]);
    expect(await readInSandbox(level, files, changes)).toEqual([
      ['bench/a.js::a'],
      ['bench/a.js::b'],
      ['bench/a.js::a'],
    ]);
  });
});
