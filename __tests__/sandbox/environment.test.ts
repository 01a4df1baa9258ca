import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allowedEnvironment, looksSecret } from '../../src/sandbox/environment.ts';

test('what tests need passes: search paths, locale, time zone, toolchains', () => {
  const kept = {
    PATH: '/bin',
    HOME: '/h',
    LC_ALL: 'C',
    TZ: 'Asia/Tokyo',
    VIRTUAL_ENV: '/v',
    CI: '1',
  };
  expect(allowedEnvironment(kept)).toEqual({ ...kept, TERM: 'dumb' });
});

test('what nobody named does not pass', () => {
  const others = {
    FOO: '1',
    NODE_OPTIONS: '--inspect',
    GIT_DIR: '/x',
    LD_PRELOAD: '/x',
    SSH_AUTH_SOCK: '/x',
  };
  expect(allowedEnvironment(others)).toEqual({ TERM: 'dumb' });
});

test('what the user names passes', () => {
  expect(allowedEnvironment({ DATABASE: 'x', OTHER: 'y' }, ['DATABASE'])).toMatchObject({
    DATABASE: 'x',
  });
});

test('nothing that looks like a secret passes, even if it is named', () => {
  const word = fc.constantFrom(
    'TOKEN',
    'secret',
    'API_KEY',
    'PASSWORD',
    'GITHUB_X',
    'ORPS_X',
    'OPENAI_X',
  );
  fc.assert(
    fc.property(word, fc.constantFrom('', '_A', '2'), (start, end) => {
      const name = start + end;
      expect(looksSecret(name)).toBe(true);
      expect(allowedEnvironment({ [name]: 'x' }, [name])).toEqual({ TERM: 'dumb' });
    }),
  );
});
