import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const FOLDER = join(import.meta.dirname, '..', 'examples');
const WORKFLOWS = readdirSync(FOLDER).map((name) => [
  name,
  readFileSync(join(FOLDER, name), 'utf8'),
]) as [string, string][];

/** A comment may ask for a comparison wherever comments are listened to. */
const compares = ([, text]: readonly [string, string]): boolean =>
  text.includes('mode: bench') || text.includes('issue_comment:');

test.each(WORKFLOWS.filter(compares))(
  '%s, which compares, installs what counts instructions',
  (_, text) => {
    expect(text).toMatch(/apt-get install .*\bvalgrind\b/);
  },
);

const README = readFileSync(join(FOLDER, '..', 'README.md'), 'utf8');

test.each([
  ['orps-fix', WORKFLOWS.filter(([name]) => name !== 'performance-label.yml')],
  ['orps-perf', WORKFLOWS.filter(([name]) => name === 'performance-label.yml')],
])(
  'the label %s starts the workflows that say so, and has its own row in the README',
  (label, ours) => {
    const listening = WORKFLOWS.filter(([, text]) => text.includes(`label.name == '${label}'`));
    expect(listening.length).toBeGreaterThan(0);
    expect(ours).toEqual(expect.arrayContaining(listening));
    expect(README).toContain(`| \`issues\` (labeled \`${label}\`) |`);
  },
);
