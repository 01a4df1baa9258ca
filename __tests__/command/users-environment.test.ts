import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { usersEnvironment } from '../../src/command/users-environment.ts';

const own = join(import.meta.dirname, '..', '..', 'node_modules', '.bin');

test('the folder that npm run puts first is taken off PATH, so that tests get the user’s Node', () => {
  const environment = { PATH: `${own}:/usr/local/bin:/usr/bin`, HOME: '/home/me' };
  expect(usersEnvironment(environment)).toEqual({
    PATH: '/usr/local/bin:/usr/bin',
    HOME: '/home/me',
  });
});

test('without a PATH nothing is made up', () => {
  expect(usersEnvironment({ HOME: '/home/me' })).toEqual({ HOME: '/home/me' });
});
