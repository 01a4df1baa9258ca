import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Environment, locatePython } from './python-interpreter.ts';

/**
 * Whether a package is installed for the interpreter of the tests. One that is
 * installed for a user alone, or linked from elsewhere, is not seen. Nothing is
 * run for it, since the interpreter may be the repository's.
 */
export function hasPythonPackage(
  directory: string,
  environment: Environment,
  name: string,
): boolean {
  const { path } = locatePython(directory, environment);
  return path !== undefined && packageFolders(path).some((one) => existsSync(join(one, name)));
}

/** Of a virtual environment its own alone, unless it is open to those of the system. */
function packageFolders(python: string): readonly string[] {
  const real = realpathSync(python);
  const version = basename(real);
  if (!/^python3\.\d+$/.test(version)) return [];
  const system = dirname(dirname(real));
  const folders = [
    join(system, 'lib', version, 'site-packages'),
    // Debian's.
    join(system, 'lib/python3/dist-packages'),
    join(system, 'local/lib', version, 'dist-packages'),
  ];
  const prefix = dirname(dirname(python));
  const configuration = join(prefix, 'pyvenv.cfg');
  if (statSync(configuration, { throwIfNoEntry: false })?.isFile() !== true) return folders;
  const isOpen = /^include-system-site-packages\s*=\s*true\s*$/im.test(
    readFileSync(configuration, 'utf8'),
  );
  return [join(prefix, 'lib', version, 'site-packages'), ...(isOpen ? folders : [])];
}
