import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SearchEvent } from '../../src/ports.ts';
import { logView } from '../../src/report/log.ts';
import { events, scripted } from './events.ts';
import { unseen } from './hostile.ts';

function logged(told: readonly SearchEvent[], groups: boolean): readonly string[] {
  const stream = new PassThrough();
  const view = logView(stream, { groups });
  for (const event of told) view.observe(event);
  view[Symbol.dispose]();
  return String(stream.read() ?? '')
    .split('\n')
    .slice(0, -1);
}

test('strangers cannot speak to the runner: every workflow command in the log is ours', () => {
  fc.assert(
    fc.property(events, (told) => {
      const lines = logged(told, true);
      expect(lines.join('\n')).not.toContain('##[');
      expect(lines.join('\n')).not.toMatch(unseen);
      for (const line of lines.filter((text) => text.trimStart().startsWith('::'))) {
        expect(line).toMatch(/^::(?:group::(?:[^%]|%25)*|endgroup::)$/);
      }
    }),
  );
});

test('groups are closed before the next one opens, and at the end', () => {
  fc.assert(
    fc.property(events, (told) => {
      let open = 0;
      for (const line of logged(told, true)) {
        if (line.startsWith('::group::')) open += 1;
        if (line === '::endgroup::') open -= 1;
        expect([0, 1]).toContain(open);
      }
      expect(open).toBe(0);
    }),
  );
});

test('without groups there is no workflow command at all', () => {
  expect(logged(scripted(2), false).join('\n')).not.toMatch(/^::/m);
});

test('a candidate gets one line, with its manner, its tests and its score', () => {
  expect(logged(scripted(1), false).filter((line) => line.startsWith('- 0.3 '))).toEqual([
    '- 0.3 (Boundaries): plausible, fixed 2/2, kept 148/148, score 0.75 (critic 3.0, execution 1.00): 2 of 2 pass.',
  ]);
});
