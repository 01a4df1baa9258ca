import { expect, test } from '@jest/globals';
import { remedies } from '../../src/sandbox/remedies.ts';
import { techniques } from '../../src/sandbox/technique.ts';

const tools = {
  ...{
    sh: '/bin/sh',
    bwrap: '/usr/bin/bwrap',
    mount: '/usr/bin/mount',
    setpriv: '/usr/bin/setpriv',
  },
  ...{ time: '/usr/bin/time', unshare: '/usr/bin/unshare' },
};
const { bwrap: _bwrap, ...withoutBubblewrap } = tools;
const { time: _time, ...withoutTime } = tools;
const [best] = techniques(tools, 0);
const weakest = techniques(tools, 1000).at(-1);

test('the best level has nothing to remark', async () => {
  expect(await remedies(best, tools, 0, undefined)).toEqual([]);
});

test('a missing tool is named with the command that installs it', async () => {
  const missing = await remedies(weakest, withoutBubblewrap, 1000, undefined);
  expect(missing.join(' ')).toContain('apt-get install --yes bubblewrap');
  const unmeasured = await remedies(best, withoutTime, 0, undefined);
  expect(unmeasured).toEqual([expect.stringContaining('apt-get install --yes time')]);
});

test('where all tools are there and refused, the note names what permits them', async () => {
  expect((await remedies(weakest, tools, 1000, undefined)).join(' ')).toMatch(/sysctl|docker run/);
});

test('a level that was asked for says so, and that the strongest is taken otherwise', async () => {
  expect(await remedies(weakest, tools, 1000, 'process')).toEqual([
    'The isolation level "process" was asked for; without --isolation the strongest that works here is taken.',
  ]);
});

test('techniques go from the strongest to the one that always works', () => {
  const levels = techniques(tools, 1000).map(({ level, overlay }) => `${level} ${overlay}`);
  expect(levels).toEqual([
    ...['bubblewrap true', 'bubblewrap false', 'namespaces true', 'namespaces false'],
    'process false',
  ]);
  expect(techniques({ sh: '/bin/sh' }, 0)).toHaveLength(1);
});
