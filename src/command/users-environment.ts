import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** `src/command/` and `dist/` lie at different depths; what npm puts first is one of these. */
const OWN = ['..', '../..'].map((up) => join(import.meta.dirname, up, 'node_modules', '.bin'));

/**
 * `npm run` puts our own `node_modules/.bin` first on PATH, and with it our own
 * Node: the user's tests are to run with the user's.
 */
export function usersEnvironment(environment: Environment): Environment {
  const folders = environment.PATH?.split(':').filter((folder) => !OWN.includes(folder));
  return folders === undefined ? environment : { ...environment, PATH: folders.join(':') };
}
