import { type Asked, completion, send, serve } from '../model/endpoint.ts';

/** A green project whose one function does a repeated search. */
export const SLOW = {
  'package.json': '{ "type": "module", "scripts": { "test": "node --test" } }\n',
  'unique.js': `export function unique(values) {
  const seen = [];
  for (const value of values) {
    if (!seen.includes(value)) seen.push(value);
  }
  return seen;
}
`,
  'unique.test.js': `import assert from 'node:assert';
import { test } from 'node:test';
import { unique } from './unique.js';
test('keeps the first of each', () => assert.deepEqual(unique([3, 1, 3, 2, 1]), [3, 1, 2]));
test('takes many', () => {
  const many = Array.from({ length: 5_000 }, (_, at) => at);
  for (let turn = 0; turn < 5; turn++) assert.equal(unique(many).length, 5_000);
});
`,
};

const BODY = SLOW['unique.js'].split('\n').slice(1, -2).join('\n');
const patch = (body: string): string =>
  `It changes the loop.\n\nunique.js\n<<<<<<< SEARCH\n${BODY}\n=======\n${body}\n>>>>>>> REPLACE\n`;
export const QUICK = patch('  return [...new Set(values)];');
export const WRONG = patch('  return [...new Set(values)].sort((a, b) => a - b);');
export const SAME = patch(
  `${BODY.replace('const seen', 'const found')}`.replaceAll('seen', 'found'),
);
/** Remembers in a file what it once found: only the first run of all takes as long as before. */
export const KEEPING = `It remembers.

unique.js
<<<<<<< SEARCH
export function unique(values) {
${BODY}
}
=======
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
export function unique(values) {
  if (values.length < 100) return [...new Set(values)];
  const place = new URL('.unique.json', import.meta.url);
  if (existsSync(place)) return JSON.parse(readFileSync(place, 'utf8'));
${BODY}
}
>>>>>>> REPLACE
`.replace(
  '  return seen;\n}\n>>>',
  '  writeFileSync(place, JSON.stringify(seen));\n  return seen;\n}\n>>>',
);
const REVIEW = 'CRITIQUE: It is measured.\nSCORE: 4\nFINISHED: no\n';

export const promptOf = ({ body }: Asked): string =>
  (body.messages as { content: string }[]).map(({ content }) => content).join('\n');

/** A model whose programmer gives these patches in turn, one for each sample. */
export const modelOf = (patches: readonly string[]) => {
  let proposed = 0;
  return serve((response, asked) => {
    const isCritic = promptOf(asked).includes('# Your task now: critic');
    const reply = isCritic ? REVIEW : (patches[proposed++ % patches.length] ?? '');
    send(response, 200, completion(reply, { prompt_tokens: 1, completion_tokens: 1 }));
  });
};
