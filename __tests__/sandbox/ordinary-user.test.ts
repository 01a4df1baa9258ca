import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Execution, Isolation } from '../../src/ports.ts';
import { runTool } from '../../src/sandbox/process.ts';
import { smallRepository } from '../workspace/repository.ts';

const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write('not tested here: another user (only root can become one)\n');

/** No password file knows it, as in many containers. */
const USER = '54321';
const LINE =
  'id -u; cat src/sum.js; ls src; echo written > new; cat new; cat /etc/shadow; echo bad > test/sum.test.js';
const PROTECTED = 'the test\n#!/bin/sh\necho run\n';

(isRoot ? test : test.skip).each(['best', 'bubblewrap', 'namespaces', 'process'])(
  'an ordinary user gets the same promises as root at level %s',
  async (level) => {
    await using repository = await smallRepository();
    const folder = join(repository.checkout, '..');
    await runTool('chown', ['-R', `${USER}:${USER}`, folder], { inheritEnv: true });
    const script = join(import.meta.dirname, 'fixtures/engine.ts');
    const become = ['--reuid', USER, '--regid', USER, '--clear-groups', '--'];
    const engine = [process.execPath, script, repository.checkout, repository.scratch, level, LINE];
    const result = await runTool('setpriv', [...become, ...engine], {
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: folder },
    });
    if (result.stderr.includes('No sandbox')) {
      process.stderr.write(`not tested here: ${result.stderr}\n`);
      return;
    }
    expect(result.stderr).toBe('');
    const {
      isolation,
      first,
      second,
    }: { isolation: Isolation; first: Execution; second: Execution } = JSON.parse(result.stdout);
    if (level !== 'best') expect(isolation.level).toBe(level);
    const user = isolation.level === 'namespaces' ? '0' : USER;
    expect(first.output.split('\n').slice(0, 4)).toEqual([user, 'changed', 'sum.js', 'written']);
    expect(first.output).toMatch(/shadow: Permission denied/);
    expect(second.output).toBe(PROTECTED);
    expect(await readFile(join(repository.checkout, 'src/sum.js'), 'utf8')).toContain('a - b');
    const left = await runTool('ls', ['-A', repository.scratch], { inheritEnv: true });
    expect(left.stdout).toBe('');
  },
);

(isRoot ? test : test.skip).each(['bubblewrap', 'namespaces', 'process'])(
  'what an ordinary user locks is given back all the same at level %s',
  async (level) => {
    for (const attack of [
      'echo bad > bin/run.sh; chmod 000 bin',
      'echo bad > test/sum.test.js; chmod 555 test; chmod 000 .',
      'rm test/sum.test.js; mkdir -p test/sum.test.js/x/y; chmod 000 test/sum.test.js/x',
    ]) {
      await using repository = await smallRepository();
      const { checkout, scratch } = repository;
      const folder = join(checkout, '..');
      await runTool('chown', ['-R', `${USER}:${USER}`, folder], { inheritEnv: true });
      const script = join(import.meta.dirname, 'fixtures/engine.ts');
      const become = ['--reuid', USER, '--regid', USER, '--clear-groups', '--'];
      const engine = [process.execPath, script, checkout, scratch, level, attack];
      const { stdout, stderr } = await runTool('setpriv', [...become, ...engine], {
        env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: folder },
      });
      if (stderr.includes('No sandbox')) continue;
      expect([attack, stderr]).toEqual([attack, '']);
      expect([attack, JSON.parse(stdout).second.output]).toEqual([attack, PROTECTED]);
    }
  },
);

(isRoot ? test : test.skip).each(['bubblewrap', 'namespaces', 'process'])(
  'root can work on a checkout of an ordinary user at level %s',
  async (level) => {
    await using repository = await smallRepository();
    const { checkout, scratch } = repository;
    const home = join(checkout, '..');
    await writeFile(join(home, '.gitconfig'), '[safe]\n\tdirectory = *\n');
    await runTool('chown', ['-R', `${USER}:${USER}`, checkout], { inheritEnv: true });
    const script = join(import.meta.dirname, 'fixtures/engine.ts');
    const line = 'echo made > made && echo more >> src/sum.js && cat made';
    const { stdout, stderr } = await runTool(
      process.execPath,
      [script, checkout, scratch, level, line],
      { env: { PATH: process.env.PATH, HOME: home } },
    );
    expect(stderr).toBe('');
    expect(JSON.parse(stdout).first).toMatchObject({ exitCode: 0, output: 'made\n' });
  },
);
