import { execFileSync } from 'node:child_process';
import { Script } from 'node:vm';
import { expect, test } from '@jest/globals';
import { mutantStream } from '../../../src/model/offline/mutant-stream.ts';

/** What only some places allow: targets, steps, module level, loops, callbacks. */
const JAVASCRIPT = `'use strict';
const first = options.list[0];
options.count.total = first.size;
exports.count = (text) => text.length;
function walk(node, seen = new Set()) {
  let depth = 0;
  for (const child of node.children) {
    if (seen.has(child)) continue;
    node.steps.taken++;
    depth = Math.max(depth, walk(child, seen) + 1);
    seen.add(child);
  }
  while (depth-- > 0) [node.a, node.b] = [node.b, node.a];
  return node.kind === 'leaf' ? !depth : -(depth ** 2);
}
`;

const PYTHON = `import os
first = options.rows[0]
options.count = first.size
def walk(node, seen=None):
    depth = 0
    for index, child in enumerate(node.children):
        if child in seen and not node.done:
            continue
        node.taken += 1
        depth = max(depth, walk(child, seen) + 1)
        seen.add(child)
    node.a, node.b = node.b, node.a
    with os.scandir(node.path) as entries:
        del node.rows[0]
        return [entry.name for entry in entries if entry.size > depth]
`;

async function mutantsOf(path: string, text: string): Promise<readonly string[]> {
  const lines = new Map(text.split('\n').map((_, at) => [at + 1, 1]));
  const options = { read: async () => text, favour: () => 1, seed: 1 };
  const mutants: string[] = [];
  const suspicion = new Map([[path, lines]]);
  for await (const mutant of mutantStream({ suspicion, ...options })) mutants.push(mutant.text);
  return mutants;
}

test('whatever is proposed for JavaScript, its engine can read', async () => {
  const mutants = await mutantsOf('a.js', JAVASCRIPT);
  expect(mutants.length).toBeGreaterThan(500);
  for (const text of mutants) expect(() => new Script(text)).not.toThrow();
});

test('whatever is proposed for Python, its compiler can read', async () => {
  const mutants = await mutantsOf('a.py', PYTHON);
  expect(mutants.length).toBeGreaterThan(500);
  const check = `import json, sys, warnings
warnings.simplefilter('ignore')
for text in json.load(sys.stdin):
    try: compile(text, 'a.py', 'exec')
    except SyntaxError as error: print(text, error)
`;
  const input = JSON.stringify(mutants);
  expect(execFileSync('python3', ['-c', check], { input, encoding: 'utf8' })).toBe('');
});
