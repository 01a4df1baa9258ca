/** A process environment; reading one is the composer's business. */
export type Environment = Readonly<Record<string, string | undefined>>;

const ALLOWED: readonly RegExp[] = [
  /^(PATH|HOME|LANG|LANGUAGE|TZ|CI|USER|LOGNAME|SHELL)$/,
  /^LC_[A-Z]+$/,
  // Toolchains: what makes an installed interpreter or compiler the same one inside.
  /^(VIRTUAL_ENV|CONDA_PREFIX|CONDA_DEFAULT_ENV|LD_LIBRARY_PATH|NODE_PATH|NODE_ENV)$/,
  /^(PYTHONPATH|PYTHONHOME|PYTHONHASHSEED|PYTHONDONTWRITEBYTECODE|PYTHONUTF8)$/,
  /^(PYENV|NVM|VOLTA|FNM|ASDF)_[A-Z_]+$/,
  /^(JAVA_HOME|GOROOT|GOPATH|GOMODCACHE|GOCACHE|GOFLAGS|GOTOOLCHAIN)$/,
  /^(CARGO_HOME|RUSTUP_HOME|RUSTUP_TOOLCHAIN)$/,
];

const SECRET =
  /TOKEN|SECRET|KEY|PASSW|PASSPHRASE|CREDENTIAL|AUTH|COOKIE|^(ACTIONS|GITHUB|ORPS|OPENAI|ANTHROPIC|AWS|AZURE)_/i;

/** Whether a variable of this name is withheld, even from a user who names it. */
export const looksSecret = (name: string): boolean => SECRET.test(name);

/**
 * What repository code gets of our environment: an allowlist and the names that
 * the user passes on, but nothing that looks like a secret.
 */
export function allowedEnvironment(
  environment: Environment,
  passed: readonly string[] = [],
): Readonly<Record<string, string>> {
  const names = new Set(passed);
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || looksSecret(name)) continue;
    if (names.has(name) || ALLOWED.some((pattern) => pattern.test(name))) kept[name] = value;
  }
  return { ...kept, TERM: 'dumb' };
}
