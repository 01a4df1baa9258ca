import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Document } from 'openapi-backend';

/**
 * GitHub's own OpenAPI description of its REST API. In it some schemas are
 * `nullable` and have no `type`, which OpenAPI 3.0.3 says has no effect, and
 * which the validator refuses.
 */
export const description: Document = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json'),
    'utf8',
  ),
  (_, value) => {
    if (value?.nullable === true && value.type === undefined) delete value.nullable;
    return value;
  },
);

// The older form of `compare/{basehead}`, whose dots the router takes for a pattern.
delete description.paths?.['/repos/{owner}/{repo}/compare/{base}...{head}'];

export type Json = Record<string, unknown>;

/** A fresh copy of one of the description's own example values. */
export function example(name: string): Json {
  const found = description.components?.examples?.[name];
  if (found === undefined || !('value' in found)) throw new Error(`no example ${name}`);
  return structuredClone(found.value) as Json;
}
