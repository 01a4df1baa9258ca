import { readFileSync } from 'node:fs';
import { WrongUse } from '../errors.ts';
import type { TriggerEvent } from '../task/trigger.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the runner tells of the job and its event; read once, nobody else asks for GITHUB_*. */
export interface Runner {
  readonly event: TriggerEvent;
  readonly owner: string;
  readonly repo: string;
  /** GITHUB_SHA: the commit that triggered the workflow. */
  readonly sha: string;
  readonly runId: number;
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly workspace: string;
  readonly temp: string;
  readonly environment: Environment;
}

/** Throws WrongUse outside of a job. */
export function readRunner(environment: Environment): Runner {
  const need = (name: string): string => {
    const value = environment[name];
    if (value) return value;
    throw new WrongUse(
      `${name} is not set, which GitHub's runner sets for every job.`,
      'Use the action in a workflow; on your own machine the command is `orps fix`.',
    );
  };
  const [owner = '', repo = ''] = need('GITHUB_REPOSITORY').split('/');
  const payload = readPayload(need('GITHUB_EVENT_PATH'));
  const { GITHUB_REF_TYPE, GITHUB_REF, GITHUB_REF_NAME } = environment;
  const onBranch = GITHUB_REF_TYPE === 'branch' && GITHUB_REF?.startsWith('refs/heads/') === true;
  const actors = [environment.GITHUB_ACTOR, environment.GITHUB_TRIGGERING_ACTOR];
  const { action } = payload as { action?: unknown };
  return {
    event: {
      name: need('GITHUB_EVENT_NAME'),
      action: typeof action === 'string' ? action : undefined,
      payload,
      branch: onBranch ? GITHUB_REF_NAME : undefined,
      actors: [
        ...new Set(actors.filter((login) => login !== undefined && login !== '')),
      ] as string[],
      workflowRef: environment.GITHUB_WORKFLOW_REF ?? '',
    },
    owner,
    repo,
    sha: environment.GITHUB_SHA ?? '',
    runId: Number(environment.GITHUB_RUN_ID ?? 0),
    apiUrl: environment.GITHUB_API_URL || 'https://api.github.com',
    serverUrl: environment.GITHUB_SERVER_URL || 'https://github.com',
    workspace: need('GITHUB_WORKSPACE'),
    temp: environment.RUNNER_TEMP || '/tmp',
    environment,
  };
}

function readPayload(file: string): unknown {
  try {
    const payload: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof payload === 'object' && payload !== null) return payload;
  } catch (cause) {
    throw new WrongUse(
      `The event's payload ${file} cannot be read: ${(cause as Error).message}.`,
      'Let GITHUB_EVENT_PATH name a JSON file, as the runner does.',
      { cause },
    );
  }
  throw new WrongUse(`The event's payload ${file} is no object.`, 'See GITHUB_EVENT_PATH.');
}

/** Where people see this run. */
export const runUrl = ({ serverUrl, owner, repo, runId }: Runner): string =>
  `${serverUrl}/${owner}/${repo}/actions/runs/${runId}`;
