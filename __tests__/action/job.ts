import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installHooks } from '../github/loopback/git-over-http.ts';
import { type LoopbackGitHub, serveGitHub } from '../github/loopback/server.ts';
import { createState, type GitHubState } from '../github/loopback/state.ts';
import type { Payload } from './payloads.ts';

/** A small project whose suite fails because of one wrong name. */
export const RED_PROJECT: Readonly<Record<string, string>> = {
  'clamp.js': 'export const clamp = (x, low, high) => Math.max(low, Math.min(x, low));\n',
  'clamp.test.js': `import assert from 'node:assert';
import { test } from 'node:test';
import { clamp } from './clamp.js';
test('above', () => assert.equal(clamp(9, 0, 5), 5));
test('below', () => assert.equal(clamp(-1, 0, 5), 0));
test('between', () => assert.equal(clamp(3, 0, 5), 3));
`,
  'package.json': '{ "type": "module", "scripts": { "test": "node --test" } }\n',
};

export const GREEN_PROJECT: Readonly<Record<string, string>> = {
  ...RED_PROJECT,
  'clamp.js': 'export const clamp = (x, low, high) => Math.max(low, Math.min(x, high));\n',
};

/** The same files make the same commit in every place. */
const DATES = {
  GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z',
  GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z',
};

export function git(folder: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(
    'git',
    ['-c', 'user.name=dev', '-c', 'user.email=dev@localhost', '-C', folder, ...args],
    { encoding: 'utf8', env: { ...process.env, ...DATES } },
  );
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

export interface JobResult {
  readonly exitCode: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** `performance.now()` when the process was started. */
  readonly startedAt: number;
}

export interface JobOptions {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Told of every piece of the log as it comes, with the process. */
  readonly onLog?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** A repository on a loopback GitHub, its checkout on a runner, and jobs that run the built action there. */
export interface Place extends AsyncDisposable {
  readonly github: LoopbackGitHub;
  readonly state: GitHubState;
  /** The runner's checkout. */
  readonly workspace: string;
  readonly folder: string;
  /** Commits files onto a branch of the server's repository; gives the commit. */
  commit(branch: string, files: Readonly<Record<string, string | null>>): Promise<string>;
  /** Brings the checkout to a branch of the server, as actions/checkout does. */
  checkOut(branch: string): void;
  run(event: string, payload: Payload, options?: JobOptions): Promise<JobResult>;
}

const ROOT = join(import.meta.dirname, '..', '..');

async function write(folder: string, files: Readonly<Record<string, string | null>>) {
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    if (text === null) await rm(file);
    else await writeFile(file, text);
  }
}

/** What the runner's file commands hold: `name<<delimiter … delimiter`. */
function readCommands(text: string): Readonly<Record<string, string>> {
  const entries = text.matchAll(/^(\S+)<<(\S+)\n([\s\S]*?)\n?\2$/gm);
  return Object.fromEntries([...entries].map(([, name, , value]) => [name, value]));
}

export async function openPlace(
  files: Readonly<Record<string, string>> = RED_PROJECT,
  port = 0,
): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'orps-place-'));
  const [bare, seed, workspace] = ['server.git', 'seed', 'workspace'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  git('.', 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  git('.', 'init', '--quiet', '--initial-branch=main', seed);
  await write(seed, files);
  git(seed, 'add', '--all');
  git(seed, 'commit', '--quiet', '-m', 'first');
  git(seed, 'push', '--quiet', bare, 'main');
  const state = createState(bare);
  await installHooks(state);
  const issue = {
    number: 5,
    title: 'clamp ignores the upper bound',
    body: 'clamp(9, 0, 5) is 0.',
    user: { login: 'stranger', id: 77, type: 'User' as const },
    labels: ['orps-fix'],
    updatedAt: '2026-01-01T00:00:00Z',
  };
  state.issues.set(5, issue);
  const github = await serveGitHub(state, port);
  git('.', 'clone', '--quiet', '--depth=1', `file://${bare}`, workspace);
  git(workspace, 'remote', 'set-url', 'origin', `${github.origin}/octo/demo`);
  let jobs = 0;

  return {
    github,
    state,
    workspace,
    folder,
    async commit(branch, changed) {
      const known = spawnSync('git', ['-C', seed, 'rev-parse', '--verify', '-q', branch]);
      git(seed, 'checkout', '--quiet', ...(known.status === 0 ? [branch] : ['-b', branch, 'main']));
      await write(seed, changed);
      git(seed, 'add', '--all');
      git(seed, 'commit', '--quiet', '-m', `on ${branch}`);
      git(seed, 'push', '--quiet', bare, branch);
      return git(seed, 'rev-parse', 'HEAD');
    },
    checkOut(branch) {
      git(workspace, 'fetch', '--quiet', '--depth=1', `file://${bare}`, branch);
      git(workspace, 'checkout', '--quiet', '--force', '-B', branch, 'FETCH_HEAD');
    },
    async run(event, payload, { inputs = {}, env = {}, onLog } = {}) {
      jobs += 1;
      const job = join(folder, `job-${jobs}`);
      const [output, summary, eventPath, temp] = ['output', 'summary.md', 'event.json', 'temp'].map(
        (name) => join(job, name),
      ) as [string, string, string, string];
      await mkdir(temp, { recursive: true });
      await Promise.all([
        writeFile(output, ''),
        writeFile(summary, ''),
        writeFile(eventPath, JSON.stringify(payload)),
      ]);
      const given = {
        'github-token': state.token,
        'max-minutes': '3',
        'profile-minutes': '0',
        ...inputs,
      };
      const startedAt = performance.now();
      const child = spawn(process.execPath, [join(ROOT, 'dist/index.js')], {
        cwd: workspace,
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          CI: 'true',
          GITHUB_ACTIONS: 'true',
          GITHUB_REPOSITORY: 'octo/demo',
          GITHUB_EVENT_NAME: event,
          GITHUB_EVENT_PATH: eventPath,
          GITHUB_WORKSPACE: workspace,
          GITHUB_API_URL: github.apiUrl,
          GITHUB_SERVER_URL: github.origin,
          GITHUB_OUTPUT: output,
          GITHUB_STEP_SUMMARY: summary,
          GITHUB_ACTOR: 'maintainer',
          GITHUB_TRIGGERING_ACTOR: 'maintainer',
          GITHUB_SHA: git(workspace, 'rev-parse', 'HEAD'),
          GITHUB_REF: 'refs/heads/main',
          GITHUB_REF_NAME: 'main',
          GITHUB_REF_TYPE: 'branch',
          GITHUB_RUN_ID: '4711',
          GITHUB_WORKFLOW_REF: 'octo/demo/.github/workflows/orps.yml@refs/heads/main',
          RUNNER_TEMP: temp,
          ...Object.fromEntries(
            Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
          ),
          ...env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let log = '';
      const listen = (chunk: Buffer): void => {
        log += chunk.toString();
        onLog?.(log, (signal) => child.kill(signal));
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
      return {
        exitCode,
        log,
        startedAt,
        outputs: readCommands(await readFile(output, 'utf8')),
        summary: await readFile(summary, 'utf8'),
      };
    },
    async [Symbol.asyncDispose]() {
      await github[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
