import { existsSync } from 'node:fs';
import { chmod, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commitAll } from '../../src/workspace/git.ts';
import type { CandidateWorkspaces } from '../../src/workspace/workspaces.ts';
import {
  runIn,
  smallRepository,
  temporaryFolder,
  workingLevels,
  writeTree,
} from '../workspace/repository.ts';

const confined = (await workingLevels()).filter((level) => level !== 'process');

describe.each(confined)('level %s', (level) => {
  let repository: Awaited<ReturnType<typeof smallRepository>>;
  let workspaces: CandidateWorkspaces;
  beforeAll(async () => {
    repository = await smallRepository();
    workspaces = await repository.open({ level });
  });
  afterAll(async () => {
    await workspaces[Symbol.asyncDispose]();
    await repository[Symbol.asyncDispose]();
  });

  test('has no network but a loopback that works', async () => {
    const script = `
      const net = require('node:net');
      const server = net.createServer((socket) => socket.end()).listen(0, '127.0.0.1', () => {
        net.connect(server.address().port, '127.0.0.1').on('connect', () => {
          console.log('loopback');
          server.close();
          net.connect(80, '192.0.2.1').on('error', (error) => console.log(error.code));
        });
      });`;
    const { output } = await runIn(workspaces, `node -e "${script}"`);
    expect(output).toBe('loopback\nENETUNREACH\n');
    expect(workspaces.isolation.network).toBe('none');
  });

  test('has a system and a home that cannot be written to', async () => {
    await using repository = await smallRepository();
    await using home = await temporaryFolder('/var/lib');
    await using workspaces = await repository.open({
      level,
      environment: { PATH: process.env.PATH, HOME: home.path },
    });
    const line =
      'for f in /etc /usr "$HOME" /proc/sys/kernel; do touch "$f/orps" 2>/dev/null && echo "$f"; done; true';
    expect((await runIn(workspaces, line)).output).toBe('');
    expect(await readdir(home.path)).toEqual([]);
    expect(workspaces.isolation.system).toBe('read-only');
  });

  test('shows no process but its own', async () => {
    const { output } = await runIn(workspaces, 'ls -d /proc/[0-9]* | wc -l');
    expect(Number(output)).toBeLessThan(8);
    expect(workspaces.isolation.processes).toBe('private');
  });

  test('shows no credentials of the home folder, no runner files, no sockets in /run', async () => {
    await using repository = await smallRepository();
    await using home = await temporaryFolder();
    await writeTree(home.path, {
      ...{
        '.ssh/id_ed25519': 'hush',
        '.aws/credentials': 'hush',
        '.npmrc': 'hush',
        '.netrc': 'hush',
      },
      ...{ '.config/gh/hosts.yml': 'hush', '.docker/config.json': 'hush', 'runner/file': 'hush' },
    });
    const environment = {
      PATH: process.env.PATH,
      HOME: home.path,
      RUNNER_TEMP: join(home.path, 'runner'),
    };
    await commitAll(home.path, 'dotfiles');
    // Also where the whole home is the checkout.
    for (const checkout of [repository.checkout, home.path]) {
      await using scratch = await temporaryFolder();
      const options = { level, environment, checkout, scratch: scratch.path };
      await using workspaces = await repository.open(options);
      const line = `grep -rs --exclude-dir=.git hush '${home.path}' /run; ls '${home.path}/runner'; find /run -type s`;
      expect((await runIn(workspaces, `(${line}) 2> /dev/null; true`)).output).toBe('');
    }
  });

  test('has an empty temporary folder of its own, for each process', async () => {
    await using repository = await smallRepository();
    await using outside = await temporaryFolder('/tmp');
    const mine = `/tmp/orps-mine-${process.pid}`;
    await using workspaces = await repository.open({ level });
    await using workspace = await workspaces.open(new Map());
    const line = `cat '${outside.path}'/* ; echo "$TMPDIR"; cat ${mine}; echo x > ${mine}`;
    await writeFile(join(outside.path, 'secret'), 'hush');
    for (const _turn of [1, 2]) {
      const { output } = await workspace.exec({
        line: `(${line}) 2> /dev/null`,
        timeoutMs: 20_000,
      });
      expect(output).toBe('/tmp\n');
    }
    expect(existsSync(mine)).toBe(false);
  });

  test('shows tools on PATH though they lie below the temporary folder, with what they load', async () => {
    await using repository = await smallRepository();
    await using tools = await temporaryFolder('/tmp');
    const bin = join(tools.path, 'node_modules/.bin');
    await writeTree(tools.path, {
      'node_modules/.bin/greet.sh': '#!/bin/sh\ncat "$(dirname "$0")/../greeting/text"\n',
      'node_modules/greeting/text': 'hello\n',
      'other/secret': 'hush\n',
    });
    await chmod(join(bin, 'greet.sh'), 0o755);
    const environment = { PATH: `${bin}:${process.env.PATH}`, HOME: '/nonexistent' };
    await using workspaces = await repository.open({ level, environment });
    const { output } = await runIn(workspaces, `greet.sh; ls '${tools.path}'`);
    expect(output).toBe('hello\nnode_modules\n');
  });

  test('shows nothing of other candidates', async () => {
    await using other = await workspaces.open(new Map([['src/sum.js', 'other\n']]));
    const { output } = await runIn(workspaces, `ls '${repository.scratch}'; ls '${other.outbox}'`);
    expect(output).not.toContain('cover');
    expect(output).toMatch(/cannot access/);
  });
});

test('the strongest level that works is taken', async () => {
  await using repository = await smallRepository();
  await using workspaces = await repository.open();
  expect(workspaces.isolation.level).toBe((await workingLevels())[0]);
});
