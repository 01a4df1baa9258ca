import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { reportSchema } from '../../src/report/report.ts';
import { completion, send, serve } from '../model/endpoint.ts';
import { openBench } from './orps.ts';

/** Its tests read what a build makes, and the build does not compile. */
const BROKEN = {
  '.gitignore': 'dist\n',
  'package.json': JSON.stringify({
    name: 'p',
    scripts: {
      build: 'node --check src/twice.js && mkdir -p dist && cp src/twice.js dist',
      test: 'node --test',
    },
  }),
  'src/twice.js': 'exports.twice = (x) => 2 * x);\n',
  'test/twice.test.js': `const { twice } = require('../dist/twice.js');
require('node:test').test('twice', () => require('assert').equal(twice(2), 4));
`,
};

const patch = (body: string): string =>
  `The bracket.\n\nsrc/twice.js\n<<<<<<< SEARCH\nexports.twice = (x) => 2 * x);\n=======\nexports.twice = (x) => ${body};\n>>>>>>> REPLACE`;

async function repair(body: string) {
  using bench = openBench(BROKEN);
  await using server = await serve((response, { body: asked }) => {
    const critic = JSON.stringify(asked).includes('Your task now: critic');
    const text = critic ? 'CRITIQUE: Right.\nSCORE: 5\nFINISHED: yes' : patch(body);
    send(response, 200, completion(text, { prompt_tokens: 1, completion_tokens: 1 }));
  });
  const how = ['--model', 'm', '--base-url', server.baseUrl, '--samples', '1', '--rounds', '1'];
  const { status } = await bench.orps(['fix', '--out', bench.out, ...how]);
  const report = reportSchema.parse(
    JSON.parse(readFileSync(join(bench.out, 'result.json'), 'utf8')),
  );
  return { status, report, prompt: JSON.stringify(server.asked[0]?.body) };
}

test('a build that fails on the base is the failing test, and is shown to the programmer', async () => {
  const { status, report, prompt } = await repair('2 * x');
  expect([status, report.status]).toEqual([0, 'fixed']);
  expect(report.baseline.failToPass).toMatchObject([{ name: '(build)' }]);
  expect(prompt).toContain('SyntaxError');
  expect(prompt).toContain('exports.twice');
  expect(report.best?.profile).toBeNull();
});

test('a build that works again is no repair while a test fails', async () => {
  const { status, report } = await repair('3 * x');
  expect([status, report.status]).toEqual([1, 'unresolved']);
});
