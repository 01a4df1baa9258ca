import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { SearchEvent } from '../../src/ports.ts';
import { liveView } from '../../src/report/live.ts';
import { liveFrame } from '../../src/report/live-frame.ts';
import { advance, atTheStart, type ProgressState } from '../../src/report/progress-state.ts';
import { events, scripted } from './events.ts';
import { unseen } from './hostile.ts';

const stateAfter = (told: readonly SearchEvent[]): ProgressState =>
  told.reduce(advance, atTheStart);
const size = { columns: 80, rows: 24, unicode: true, colour: false, elapsedMs: 61_000 };

describe('a frame', () => {
  const full = stateAfter(scripted(5));

  test('never leaves the terminal, whatever strangers write', () => {
    const sizes = fc.record({
      columns: fc.integer({ min: 2, max: 120 }),
      rows: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(events, sizes, (told, { columns, rows }) => {
        const frame = liveFrame(stateAfter(told), { ...size, columns, rows });
        const lines = frame.split('\n');
        expect(lines.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
        for (const line of lines)
          expect(Array.from(line.replace(/\p{M}/gu, '')).length).toBeLessThan(columns);
        expect(frame).not.toMatch(unseen);
      }),
    );
  });

  test('of hundreds of candidates shows the best and the beam, and counts the rest', () => {
    const frame = liveFrame(full, size);
    expect(frame).toMatch(/^ {2}best {6}0\.3\/1\.3\/2\.3/m);
    expect(frame.match(/ beam /g)).toHaveLength(3);
    expect(frame).toMatch(/★ best/);
    expect(frame).toMatch(/\d+ more candidates not shown; 15 of all 300 failed/);
    expect(frame).toContain('round 4: 60 of 60 candidates');
  });

  test('needs nothing but ASCII on a terminal without Unicode', () => {
    expect(liveFrame(full, { ...size, unicode: false })).toMatch(/^[\n -~]+$/);
  });

  test('says how much time is left of the budget', () => {
    const usage: SearchEvent = {
      kind: 'usage',
      calls: 3,
      tokens: 1200,
      costUsd: 0.5,
      elapsedMs: 61_000,
      budgetMs: 600_000,
    };
    expect(liveFrame(stateAfter([usage]), size)).toContain('1 min 01 s, 8 min 59 s left');
  });
});

describe('the live view', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  test('draws at most ten frames a second and the last one when it is disposed of', () => {
    jest.useFakeTimers();
    const written: string[] = [];
    const terminal = Object.assign(new PassThrough(), { columns: 80, rows: 24 });
    terminal.on('data', (chunk) => written.push(String(chunk)));
    const view = liveView(terminal, { unicode: true, colour: false });
    for (const event of scripted(1).slice(0, 100)) {
      view.observe(event);
      jest.advanceTimersByTime(10);
    }
    const frames = written.length;
    expect(frames).toBeGreaterThan(3);
    // log-update may write a frame in up to four pieces.
    expect(frames).toBeLessThanOrEqual(44);
    view.observe({ kind: 'note', text: 'the very last word' });
    view[Symbol.dispose]();
    expect(written.join('')).toContain('the very last word');
    expect(jest.getTimerCount()).toBe(0);
    expect(terminal.listenerCount('resize')).toBe(0);
  });

  test('does not keep a process alive and leaves standard output alone', async () => {
    const live = join(import.meta.dirname, '..', '..', 'src', 'report', 'live.ts');
    const script = `const { liveView } = await import(${JSON.stringify(live)});
      liveView(process.stderr, { unicode: true, colour: true }).observe({ kind: 'stage', name: 'x' });`;
    const { stdout } = await promisify(execFile)('node', ['--input-type=module', '-e', script], {
      timeout: 20_000,
    });
    expect(stdout).toBe('');
  });
});
