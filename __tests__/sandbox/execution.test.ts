import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allowedCores } from '../../src/comparison/cores.ts';
import type { CandidateWorkspaces } from '../../src/workspace/workspaces.ts';
import { runIn, smallRepository, workingLevels } from '../workspace/repository.ts';
import { killEngine, running, until } from './processes.ts';

const levels = await workingLevels();
const MEGABYTE = 1024 * 1024;

describe.each(levels)('a command at level %s', (level) => {
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

  test('gives its status and both streams in order', async () => {
    const result = await runIn(workspaces, 'echo one; echo two >&2; echo three; exit 7');
    expect(result).toMatchObject({ end: 'exited', exitCode: 7, output: 'one\ntwo\nthree\n' });
  });

  test('that a signal ends has the status that a shell gives it', async () => {
    expect(await runIn(workspaces, 'kill -9 $$')).toMatchObject({ end: 'exited', exitCode: 137 });
  });

  test("does not exist: a value, with the shell's words", async () => {
    const result = await runIn(workspaces, 'no-such-runner --all');
    expect(result).toMatchObject({ end: 'exited', exitCode: 127 });
    expect(result.output).toMatch(/not found/);
  });

  test('that never ends is ended at its limit, with what it printed and used until then', async () => {
    const line = 'echo begun; i=0; while :; do i=$((i + 1)); done';
    const result = await runIn(workspaces, line, undefined, { timeoutMs: 1_500 });
    expect(result).toMatchObject({ end: 'timed-out', exitCode: null, output: 'begun\n' });
    expect(result.usage.cpuMs).toBeGreaterThan(100);
  });

  test('takes daemons with it when it ends', async () => {
    const name = `7${process.pid}1`;
    await runIn(workspaces, `setsid sleep ${name} & (setsid sh -c 'sleep ${name} &' &); sleep 0.3`);
    expect(await running(`sleep ${name}`)).toEqual([]);
  });

  test('takes daemons with it when it is aborted', async () => {
    const name = `7${process.pid}2`;
    await using workspace = await workspaces.open(new Map());
    const abort = new AbortController();
    const line = `setsid sleep ${name} & sleep ${name} & echo > '${workspace.outbox}/begun'; sleep ${name}`;
    const result = workspace.exec({ line, timeoutMs: 60_000 }, abort.signal);
    while ((await readFile(join(workspace.outbox, 'begun')).catch(() => undefined)) === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    abort.abort();
    expect(await result).toMatchObject({ end: 'aborted', exitCode: null });
    expect(await running(`sleep ${name}`)).toEqual([]);
  });

  test('that was aborted before never starts', async () => {
    const result = await runIn(workspaces, 'echo ran', undefined, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ end: 'aborted', output: '' });
  });

  test('that eats memory is stopped, in one process or in many', async () => {
    await using repository = await smallRepository();
    await using workspaces = await repository.open({ level, memoryBytes: 600 * MEGABYTE });
    const eat = (megabytes: number) =>
      `python3 -c "import time; x = bytearray(${megabytes} << 20); time.sleep(20)"`;
    const one = await runIn(workspaces, eat(2_000));
    expect([one.end, one.exitCode]).toEqual(['exited', 1]);
    expect(one.output).toMatch(/MemoryError/);
    const many = await runIn(workspaces, `for n in 1 2 3; do ${eat(300)} & done; wait`);
    expect(many).toMatchObject({ end: 'out-of-memory', exitCode: null });
  });

  test('can still be Node with its large reservations, under a limit of memory', async () => {
    await using repository = await smallRepository();
    await using workspaces = await repository.open({ level, memoryBytes: 1_024 * MEGABYTE });
    const line = `node -e "new WebAssembly.Memory({ initial: 1, maximum: 65536 }); console.log('up')"`;
    expect(await runIn(workspaces, line)).toMatchObject({ exitCode: 0, output: 'up\n' });
  });

  test('that prints without end does not fill our memory', async () => {
    const line = 'echo first; head -c 30000000 /dev/zero | tr "\\0" x; echo; echo last';
    const { output } = await runIn(workspaces, line, undefined, { maxOutputBytes: 10_000 });
    expect(output.length).toBeLessThan(11_000);
    expect(output).toMatch(/^first\n.*bytes of output cut here.*\nlast\n$/s);
  });

  test('is measured by the kernel, without what our own process holds', async () => {
    const small = await runIn(workspaces, 'true');
    const large = await runIn(
      workspaces,
      'python3 -c "x = bytearray(100 << 20); sum(range(5000000))"',
    );
    expect(small.usage.peakRssBytes).toBeLessThan(30 * MEGABYTE);
    expect(large.usage.peakRssBytes).toBeGreaterThan(100 * MEGABYTE);
    expect(large.usage.cpuMs).toBeGreaterThan(20);
    expect(large.usage.minorFaults).toBeGreaterThan(1_000);
    expect(large.usage.wallMs).toBeGreaterThan(0);
  });

  test('runs on one core alone, with all that it starts, when it is told to', async () => {
    const [first = 0] = await allowedCores();
    const line =
      'grep -h Cpus_allowed_list /proc/self/status; sh -c "grep -h Cpus_allowed_list /proc/self/status"';
    const { output } = await runIn(workspaces, line, undefined, { core: first });
    expect(output).toBe(`Cpus_allowed_list:\t${first}\n`.repeat(2));
  });

  test('cannot forge its measurement by printing one', async () => {
    const forged = 'echo "orps-usage 0 0 1 1 1"';
    const line = `${forged}; ${forged} >&2; ${forged} > /proc/1/fd/2; head -c 1000000 /dev/zero > x`;
    const { usage } = await runIn(workspaces, line);
    expect(usage.peakRssBytes).toBeGreaterThan(MEGABYTE);
  });

  test('cannot gain rights by setuid programs or capabilities', async () => {
    const { output } = await runIn(workspaces, 'grep -E "^(NoNewPrivs|CapEff)" /proc/self/status');
    expect(output).toBe('CapEff:\t0000000000000000\nNoNewPrivs:\t1\n');
  });

  test.each([
    ['C.UTF-8', 'LC_ALL=C.UTF-8'],
    [undefined, 'none'],
  ])('has the locale that the user has, whatever starts it has: %s', async (given, seen) => {
    await using repository = await smallRepository();
    const environment = { PATH: process.env.PATH, HOME: '/nonexistent', LC_ALL: given };
    await using workspaces = await repository.open({ level, environment });
    const { output } = await runIn(workspaces, 'env | grep ^LC_ALL= || echo none');
    expect(output.trim()).toBe(seen);
  });

  test('gets no secret of our environment', async () => {
    await using repository = await smallRepository();
    const { PATH, HOME } = process.env;
    const environment = {
      PATH,
      HOME,
      TZ: 'Asia/Tokyo',
      GITHUB_TOKEN: 'hush',
      FOO: 'hush',
      BAR: 'ok',
    };
    await using workspaces = await repository.open({ level, environment, passEnv: ['BAR'] });
    const { output } = await runIn(workspaces, 'env; cat /proc/*/environ 2>&1 | tr "\\0" "\\n"');
    if (level !== 'process') expect(output).not.toContain('hush');
    expect(output.split('\n')).toEqual(expect.arrayContaining(['TZ=Asia/Tokyo', 'BAR=ok']));
    expect(output.split('HOME=')[0]).not.toContain('hush');
  });

  test('does not outlive us when we are killed', async () => {
    await using repository = await smallRepository();
    const name = `sleep 7${process.pid}3`;
    await killEngine(repository, level, name);
    await until(async () => (await running(name)).length === 0);
    expect(await running(name)).toEqual([]);
  });
});
