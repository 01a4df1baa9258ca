import { DIALECTS, type Request } from './dialect.ts';

/** The shell line that runs (a part of) the suite with our reporter; `env` adds `NAME=value` words. */
export function suiteLine(request: Request, env: readonly string[] = []): string {
  const { recipe } = request;
  const dialect = DIALECTS[recipe.kind];
  const exports = [...recipe.env, ...dialect.environment(request), ...env];
  return [
    ...(recipe.prelude === '' ? [] : [recipe.prelude]),
    ...(recipe.kind === 'pytest' ? [] : ['export PATH="$PWD/node_modules/.bin:$PATH"']),
    ...(dialect.prelude?.(request) ?? []),
    ...exports.map((assignment) => `export ${assignment}`),
    `exec ${dialect.words(request).join(' ')}`,
  ].join(' && ');
}
