import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type Report, reportSchema } from '../../src/report/report.ts';
import { completion, send, serve } from '../model/endpoint.ts';
import { openBench, RED } from './orps.ts';

/** The result of a run whose programmer always proposes this edit. */
async function proposing(
  files: Readonly<Record<string, string>>,
  { path, search, replace }: { path: string; search: string; replace: string },
  ...flags: readonly string[]
): Promise<Report> {
  using bench = openBench(files);
  const patch = `Done.\n\n${path}\n<<<<<<< SEARCH\n${search}=======\n${replace}>>>>>>> REPLACE`;
  await using server = await serve((response, { body }) => {
    const critic = JSON.stringify(body).includes('Your task now: critic');
    const text = critic ? 'CRITIQUE: Right.\nSCORE: 5\nFINISHED: yes' : patch;
    send(response, 200, completion(text, { prompt_tokens: 1, completion_tokens: 1 }));
  });
  const how = ['--model', 'm', '--base-url', server.baseUrl, '--samples', '1', '--rounds', '1'];
  await bench.orps(['fix', '--out', bench.out, ...how, ...flags]);
  return reportSchema.parse(JSON.parse(readFileSync(join(bench.out, 'result.json'), 'utf8')));
}

const SCRIPT = { path: 'ci/run.sh', search: 'node --test\n', replace: 'node --test || true\n' };

test.each([
  ['that --test names', { 'ci/run.sh': 'node --test\n' }, ['--test', 'sh ci/run.sh']],
  [
    'behind the test script',
    {
      'package.json': '{ "type": "module", "scripts": { "test": "sh ci/run.sh" } }\n',
      'ci/run.sh': 'node --test\n',
    },
    [],
  ],
])('no patch changes the script %s: it is the judge', async (_, files, flags) => {
  const { status, candidates } = await proposing({ ...RED, ...files }, SCRIPT, ...flags);
  expect(status).toBe('unresolved');
  expect(candidates[0]?.reason).toContain('ci/run.sh, which is read-only');
});

test('a makefile that would be found first is no patch', async () => {
  const files = { ...RED, 'lib/Makefile': 'test:\n\tcd .. && node --test\n' };
  const edit = { path: 'lib/GNUmakefile', search: '', replace: 'test:\n\t@true\n' };
  const { status } = await proposing(files, edit, '--test', 'make -C lib test');
  expect(status).toBe('unresolved');
});

test.each([
  ['npm run nosuch', 'Missing script'],
  ['make nosuch', 'No rule to make target'],
])('%s is no failing test but a wrong command', async (line, words) => {
  using bench = openBench({ ...RED, Makefile: 'test:\n\ttrue\n' });
  const { status, stderr } = await bench.orps(['fix', '--out', bench.out, '--test', line]);
  expect([status, stderr]).toEqual([2, expect.stringContaining(words)]);
});

test('a new file that git ignores is no patch', async () => {
  const files = { ...RED, '.gitignore': 'generated\n' };
  const edit = { path: 'generated/right.js', search: '', replace: 'x;\n' };
  const { candidates } = await proposing(files, edit);
  expect(candidates[0]?.reason).toContain('is ignored by git');
});

test('a test file that ends before its tests is not repaired', async () => {
  const wrong = 'export const wrong = 1;\n';
  const files = { ...RED, 'src/range.js': wrong };
  const replace = 'process.exit(0);\nexport const range = 1;\nexport const sum = 1;\n';
  const { status, baseline } = await proposing(files, {
    ...{ path: 'src/range.js', search: wrong, replace },
  });
  expect(baseline.failToPass).toMatchObject([{ name: '(file)' }]);
  expect(status).toBe('unresolved');
});
