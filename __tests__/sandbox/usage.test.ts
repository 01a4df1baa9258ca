import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runTool } from '../../src/sandbox/process.ts';
import { findTools } from '../../src/sandbox/tools.ts';
import { measured, readControl, STARTED } from '../../src/sandbox/usage.ts';

test('the last line is the measurement; what stands before it cannot replace it', () => {
  const report = readControl(
    `${STARTED}\norps-usage 9 9 9 9 9\nCommand exited with non-zero status 1\norps-usage 1.20 0.30 2048 77 3\n`,
  );
  expect(report.usage).toEqual({
    ...{
      cpuMs: 1500,
      systemMs: 300,
      cpuTickMs: 10,
      peakRssBytes: 2048 * 1024,
      minorFaults: 77,
      majorFaults: 3,
    },
  });
  expect(report.started).toBe(true);
});

test('no measurement is null, and the complaint is kept', () => {
  expect(readControl('bwrap: no permission\n')).toEqual({
    started: false,
    usage: {
      ...{ cpuMs: null, systemMs: null, cpuTickMs: 10 },
      ...{ peakRssBytes: null, minorFaults: null, majorFaults: null },
    },
    complaint: 'bwrap: no permission',
  });
});

test('without GNU time the shell counts its children; only the peak is unknown', async () => {
  const burn = 'i=0; while [ $i -lt 300000 ]; do i=$((i + 1)); done; exit 3';
  const [file = '', ...args] = [...measured({ sh: '/bin/sh' }), '/bin/sh', '-c', burn];
  const { exitCode, stderr } = await runTool(file, args);
  const { usage } = readControl(stderr);
  expect(exitCode).toBe(3);
  expect(usage.cpuMs).toBeGreaterThan(0);
  expect(usage.minorFaults).toBeGreaterThan(0);
  expect(usage.peakRssBytes).toBeNull();
});

test('bash tells milliseconds, and only where it agrees with GNU time', () => {
  const said = (fine: string) =>
    readControl(`${STARTED}\n${fine}\norps-usage 1.20 0.30 2048 77 3\n`).usage;
  expect(said('orps-cpu 1.204 0.307')).toMatchObject({ cpuMs: 1511, systemMs: 307, cpuTickMs: 1 });
  expect(said('orps-cpu 0.004 0.001')).toMatchObject({ cpuMs: 1500, systemMs: 300, cpuTickMs: 10 });
  expect(said('orps-cpu x')).toMatchObject({ cpuMs: 1500, cpuTickMs: 10 });
});

test('a command that is measured finely keeps its exit status', async () => {
  const tools = await findTools(process.env.PATH);
  const [file = '', ...args] = [...measured(tools, true), '/bin/sh', '-c', 'exit 3'];
  const { exitCode, stderr } = await runTool(file, args);
  expect(exitCode).toBe(3);
  expect(readControl(stderr).usage.cpuTickMs).toBe(tools.time && tools.bash ? 1 : 10);
});

test('no start-up file of bash is read, though its input is a socket', async () => {
  const home = await mkdtemp(join(tmpdir(), 'home-'));
  await writeFile(join(home, '.bashrc'), 'echo read-bashrc >&2\n');
  const tools = await findTools(process.env.PATH);
  const [file = '', ...args] = [...measured(tools, true), '/bin/sh', '-c', 'exit 0'];
  const { stderr } = await runTool(file, args, { env: { HOME: home }, input: '' });
  await rm(home, { recursive: true });
  expect(stderr).not.toContain('read-bashrc');
});
