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
    expect(second.output).toBe('the test\n');
    expect(await readFile(join(repository.checkout, 'src/sum.js'), 'utf8')).toContain('a - b');
    const left = await runTool('ls', ['-A', repository.scratch], { inheritEnv: true });
    expect(left.stdout).toBe('');
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
