import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { GitHubState } from './state.ts';

/** What GitHub refuses in a push, in its words; runs as the repository's `update` hook. */
const UPDATE_HOOK = `#!/bin/sh
for pattern in $LOOPBACK_PROTECTED; do
  if printf %s "$1" | grep -Eq "^refs/heads/$pattern$"; then
    echo "error: GH006: Protected branch update failed for $1." >&2
    echo "error: Changes must be made through a pull request." >&2
    exit 1
  fi
done
case "$3" in *[!0]*) ;; *) exit 0 ;; esac
if [ -n "$LOOPBACK_WORKFLOWS" ]; then
  echo "refusing to allow a GitHub App to create or update workflow \\\`.github/workflows/ci.yml\\\` without \\\`workflows\\\` permission" >&2
  exit 1
fi
known=$(git for-each-ref --format='^%(objectname)')
file=$(git log --format= --name-only "$3" $known -- .github/workflows | head -n 1)
if [ -n "$file" ]; then
  echo "refusing to allow a GitHub App to create or update workflow \\\`$file\\\` without \\\`workflows\\\` permission" >&2
  exit 1
fi
`;

export async function installHooks({ bare }: GitHubState): Promise<void> {
  await writeFile(join(bare, 'hooks/update'), UPDATE_HOOK, { mode: 0o755 });
}

const credentials = (token: string): string =>
  `basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;

/** Why a git request is refused, as GitHub's status and text. */
export function gitRefusal(
  request: IncomingMessage,
  state: GitHubState,
): { readonly status: number; readonly text: string } | undefined {
  const given = request.headers.authorization?.replace(/^basic/i, 'basic');
  if (given === undefined) return { status: 401, text: 'Authentication required' };
  if (given !== credentials(state.token)) {
    return { status: 401, text: 'Invalid username or token.' };
  }
  const writes = request.url?.includes('git-receive-pack') === true;
  if (writes && state.grants.contents !== 'write') {
    const { owner, repo } = state;
    const who = state.identity.login;
    return { status: 403, text: `remote: Permission to ${owner}/${repo}.git denied to ${who}.` };
  }
  return undefined;
}

/** Serves the bare repository by git's own `http-backend`. */
export async function serveGit(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  state: GitHubState,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://loopback');
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: state.bare,
      GIT_HTTP_EXPORT_ALL: '1',
      REMOTE_USER: 'x-access-token',
      PATH_INFO: path,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      CONTENT_LENGTH: request.headers['content-length'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.receivepack',
      GIT_CONFIG_VALUE_0: 'true',
      LOOPBACK_WORKFLOWS: state.workflowsRefused ? '1' : '',
      LOOPBACK_PROTECTED: state.protectedBranches.join(' '),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  request.pipe(child.stdin);
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
  const whole = Buffer.concat(chunks);
  const cut = whole.indexOf('\r\n\r\n');
  let status = 200;
  for (const line of whole.subarray(0, cut).toString().split('\r\n')) {
    const [name = '', ...value] = line.split(': ');
    if (name.toLowerCase() === 'status') status = Number.parseInt(value.join(': '), 10);
    else if (name !== '') response.setHeader(name, value.join(': '));
  }
  response.writeHead(status).end(whole.subarray(cut + 4));
}
