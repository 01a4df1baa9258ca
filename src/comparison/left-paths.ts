/** What lies in the folder for reports, by a name that nothing in the checkout can have. */
export const OUTBOX = '../outbox/';

/** Where a test runner keeps what it makes of modules. */
export const RUNNER_CACHE = `${OUTBOX}runner-cache/`;

/** A folder for Go's compiler in the folder for reports. */
export const GO_CACHE = 'orps-go-build';

/** What Go's compiler keeps by the hash of all that it was made of: more where more is compiled. */
const COMPILED = new RegExp(
  `^${OUTBOX.replaceAll('.', '\\.')}${GO_CACHE}(?:/(?:README|trim\\.txt|testexpire\\.txt|([0-9a-f]{2})(?:/\\1[0-9a-f]{62}-(?:a|d(?:/[^/]+)?))?))?/?$`,
);

export const isCompiledGo = (path: string): boolean => COMPILED.test(path);

const HASH = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8,}|(?=[a-f]*\\d)[0-9a-f]{6,7}';
const HASHES = new RegExp(HASH, 'i');
/** Caches spread their files by two digits of a hash. */
const VARYING = new RegExp(`${HASH}|(?<=/)[0-9a-f]{2}(?=/|$)|\\d+`, 'gi');
const HASH_AT_END = new RegExp(`[_.-](?:${HASH})$`, 'i');

/** Without numbers and hashes, which differ from run to run. A word that is written in a to f stays. */
export const plain = (path: string): string => path.replace(VARYING, '#');

export const hasHash = (path: string): boolean => HASHES.test(path);

/** What lies deeper is told by the file alone: whoever makes thousands of folders in each other would be waited for. */
const DEEPEST = 30;

/** A path and the folders above it, the outermost first. */
export function placesOf(path: string): readonly string[] {
  const names = path.split('/');
  const folders = names.slice(0, Math.min(names.length - 1, DEEPEST));
  return [...folders.map((_, at) => names.slice(0, at + 1).join('/')), path];
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `lexer` of `src/lexer.c`, of `build/lexer.o` and of `cache/lexer_4f1c09aa`. */
export const stemOf = (path: string): string =>
  /^.[^.]*/.exec(nameOf(path))?.[0].replace(HASH_AT_END, '') ?? '';
