import { expect, test } from '@jest/globals';
import { runTool } from '../../src/sandbox/process.ts';
import { measured, readControl, STARTED } from '../../src/sandbox/usage.ts';

test('the last line is the measurement; what stands before it cannot replace it', () => {
  const report = readControl(
    `${STARTED}\norps-usage 9 9 9 9 9\nCommand exited with non-zero status 1\norps-usage 1.20 0.30 2048 77 3\n`,
  );
  expect(report.usage).toEqual({
    ...{ cpuMs: 1500, peakRssBytes: 2048 * 1024, minorFaults: 77, majorFaults: 3 },
  });
  expect(report.started).toBe(true);
});

test('no measurement is null, and the complaint is kept', () => {
  expect(readControl('bwrap: no permission\n')).toEqual({
    started: false,
    usage: { cpuMs: null, peakRssBytes: null, minorFaults: null, majorFaults: null },
    complaint: 'bwrap: no permission',
  });
});

test('without GNU time the shell counts its children; only the peak is unknown', async () => {
  const burn = 'i=0; while [ $i -lt 300000 ]; do i=$((i + 1)); done; exit 3';
  const [file = '', ...args] = [...measured(undefined, '/bin/sh'), '/bin/sh', '-c', burn];
  const { exitCode, stderr } = await runTool(file, args);
  const { usage } = readControl(stderr);
  expect(exitCode).toBe(3);
  expect(usage.cpuMs).toBeGreaterThan(0);
  expect(usage.minorFaults).toBeGreaterThan(0);
  expect(usage.peakRssBytes).toBeNull();
});
