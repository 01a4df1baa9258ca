import type * as z from 'zod';
import { WrongUse } from '../errors.ts';
import type { Aim } from '../search/aims.ts';
import { payloads, type WorkflowRunPayload } from './payload.ts';
import { slashCommand } from './slash-command.ts';

/** What is to be repaired, as far as the event tells. */
export type Cause =
  /** Title and body are those of the event: later edits do not count. */
  | {
      readonly kind: 'issue';
      readonly aim: Aim;
      readonly number: number;
      readonly title: string;
      readonly body: string;
    }
  /** Named by number in a dispatch; its text is still to be asked for. */
  | { readonly kind: 'issue-number'; readonly number: number }
  /** A command on a pull request; its head is still to be asked for. */
  | { readonly kind: 'pull'; readonly number: number }
  /** Another workflow's run that went red. */
  | {
      readonly kind: 'run';
      readonly id: number;
      readonly attempt: number;
      readonly name: string;
      readonly url: string;
      readonly path: string | undefined;
      readonly branch: string;
      readonly sha: string;
      readonly pull: number | undefined;
    }
  /** What this very job has checked out: a failing job, a schedule, a dispatch. */
  | { readonly kind: 'checkout'; readonly branch: string }
  /** The same for a pull request's job, whose checkout is a merge that nobody can push to. */
  | {
      readonly kind: 'head';
      readonly branch: string;
      readonly sha: string;
      readonly pull: number;
    };

/** The run of another workflow that measured a pull request. */
export interface MeasuringRun {
  readonly sha: string;
  /** Address of its page, where what it left is kept. */
  readonly url: string;
  /** Whose repository, and which branch there, it ran for. */
  readonly owner: string;
  readonly repositoryId: number;
  readonly branch: string;
}

/** What an event asks for. */
export type Trigger =
  /** Nothing of ours: ends well, with a notice. */
  | { readonly kind: 'ignored'; readonly why: string }
  /** Asked for, and not allowed; needs no question to the API. */
  | { readonly kind: 'refused'; readonly why: string; readonly comment?: number }
  | {
      readonly kind: 'help' | 'stop';
      readonly number: number;
      readonly actors: readonly string[];
      readonly comment: number;
    }
  /** Compare the performance of a pull request with its base. */
  | {
      readonly kind: 'bench';
      readonly number: number;
      /** Its head, where the event is about it; else it is still to be asked for. */
      readonly head?: { readonly sha: string; readonly ref: string; readonly fork: boolean };
      readonly baseRef?: string;
      /** Nobody for a pull request's own run, which runs its code as CI does. */
      readonly actors: readonly string[];
      readonly comment?: number;
    }
  /** Another workflow has measured a pull request, and this one may write. */
  | { readonly kind: 'measured'; readonly run: MeasuringRun }
  | {
      readonly kind: 'repair';
      readonly cause: Cause;
      /** Everyone who had a part in starting it: all of them need the right to. */
      readonly actors: readonly string[];
      readonly hint?: string;
      /** The comment that asked for it. */
      readonly comment?: number;
    };

/** The event, as the runner tells it. */
export interface TriggerEvent {
  readonly name: string;
  readonly action: string | undefined;
  readonly payload: unknown;
  /** Short name of the branch that the workflow runs on; `undefined` for a tag or a merge. */
  readonly branch: string | undefined;
  readonly actors: readonly string[];
  /** `owner/repo/.github/workflows/x.yml@ref` of this very workflow. */
  readonly workflowRef: string;
}

export interface TriggerSettings {
  readonly label: string;
  /** The label of issues about speed. */
  readonly performanceLabel: string;
  readonly branchPrefix: string;
  /** The input `issue` of a dispatch. */
  readonly issue: number | undefined;
  /** This workflow measures pull requests, and repairs nothing. */
  readonly benching: boolean;
  /** Only publishes what another job left. */
  readonly publishing: boolean;
  /** The bundle that is to be published is a comparison. */
  readonly comparing: boolean;
}

/** An event → what it asks for. Throws WrongUse for a payload that GitHub would not send. */
export function triggerOf(event: TriggerEvent, settings: TriggerSettings): Trigger {
  switch (event.name) {
    case 'issues':
      return settings.benching ? ignored(ONLY_MEASURES) : labelled(event, settings);
    case 'issue_comment':
      return commented(event, settings);
    case 'workflow_run':
      return settings.comparing ? measuredElsewhere(event) : ranElsewhere(event, settings);
    case 'pull_request':
      return settings.benching ? benchOfPull(event) : failedOnPull(event, settings);
    case 'push':
    case 'schedule':
    case 'workflow_dispatch':
      return failedHere(event, settings);
    default:
      return ignored(`orps does nothing on the event "${event.name}".`);
  }
}

const ignored = (why: string): Trigger => ({ kind: 'ignored', why });
const ONLY_MEASURES = 'This workflow measures, and repairs nothing: `mode` is bench.';
const FORK =
  'The code comes from a fork: whoever opened it could write what runs here, so it reaches neither a model nor a token.';

function read<Schema extends z.ZodType>(schema: Schema, { name, payload }: TriggerEvent) {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new WrongUse(
    `The payload of the event "${name}" lacks ${issue?.path.join('.') || 'what it should hold'}.`,
    'Start the action from a workflow that GitHub runs for this event.',
  );
}

function labelled(event: TriggerEvent, { label, performanceLabel }: TriggerSettings): Trigger {
  if (event.action !== 'labeled') return ignored(`Issues that are ${event.action} start nothing.`);
  const { issue, label: given, sender } = read(payloads.labelled, event);
  if (given.name !== label && given.name !== performanceLabel)
    return ignored(
      `The label "${label}" starts a repair, and "${performanceLabel}" a search for speed; this is another.`,
    );
  if (issue.pull_request !== undefined) return ignored('A label on a pull request starts nothing.');
  const { number, title, body } = issue;
  return {
    kind: 'repair',
    cause: {
      ...{ kind: 'issue', number, title, body: body ?? '' },
      aim: given.name === label ? 'repair' : 'performance',
    },
    actors: [sender.login],
  };
}

function commented(event: TriggerEvent, settings: TriggerSettings): Trigger {
  if (event.action !== 'created') return ignored('Only new comments are read, not edited ones.');
  const { issue, comment, sender } = read(payloads.comment, event);
  const command = slashCommand(comment.body);
  if (command === undefined) return ignored('The comment does not begin with /orps.');
  const { number } = issue;
  const common = { actors: [sender.login], comment: comment.id };
  if (command.kind === 'help' || command.kind === 'stop') {
    return { kind: command.kind, number, ...common };
  }
  if (command.kind === 'bench') {
    return issue.pull_request === undefined
      ? { kind: 'refused', why: 'Only a pull request has a base to be compared with.', ...common }
      : { kind: 'bench', number, ...common };
  }
  if (settings.benching) return ignored(ONLY_MEASURES);
  const labels = (issue.labels ?? []).map(({ name }) => name);
  const cause: Cause =
    issue.pull_request === undefined
      ? {
          ...{ kind: 'issue', number, title: issue.title, body: issue.body ?? '' },
          aim: aimOf(labels, settings),
        }
      : { kind: 'pull', number };
  return {
    kind: 'repair',
    cause,
    ...common,
    ...(command.kind === 'retry' && command.hint !== '' && { hint: command.hint }),
  };
}

/** An issue that bears the label for speed, and not that for a repair, is about speed. */
export const aimOf = (
  labels: readonly string[],
  { label, performanceLabel }: Pick<TriggerSettings, 'label' | 'performanceLabel'>,
): Aim => (labels.includes(performanceLabel) && !labels.includes(label) ? 'performance' : 'repair');

/** A pull request's own run: whoever may open one runs code in it, with or without us. */
function benchOfPull(event: TriggerEvent): Trigger {
  const { pull_request: pull, repository } = read(payloads.pullRequest, event);
  const { ref, sha, repo } = pull.head;
  return {
    kind: 'bench',
    number: pull.number,
    head: { sha, ref, fork: repo?.id !== repository.id },
    baseRef: pull.base.ref,
    actors: [],
  };
}

function measuredElsewhere(event: TriggerEvent): Trigger {
  const { workflow_run: run } = read(payloads.workflowRun, event);
  if (event.action !== 'completed' || run.event !== 'pull_request') {
    return ignored('The run that it follows is not one of a pull request.');
  }
  const { head_sha: sha, head_branch: branch, head_repository: home, html_url: url } = run;
  const owner = home?.owner?.login;
  if (branch === null || home == null || owner === undefined)
    return ignored('The branch that was measured is gone.');
  return { kind: 'measured', run: { sha, url, owner, repositoryId: home.id, branch } };
}

/** The file part of `owner/repo/.github/workflows/x.yml@refs/heads/main`. */
const workflowFile = (reference: string): string =>
  reference.replace(/@.*$/, '').split('/').slice(2).join('/');

function ranElsewhere(event: TriggerEvent, settings: TriggerSettings): Trigger {
  const { workflow_run: run, repository, sender } = read(payloads.workflowRun, event);
  if (event.action !== 'completed') return ignored('The run that it follows has not ended.');
  const isFork = run.head_repository?.id !== repository.id;
  // Nothing is repaired of these: what was to be published can only have been a comparison.
  if (settings.publishing && (isFork || run.conclusion !== 'failure')) {
    return ignored(noComparison(run.html_url));
  }
  if (run.conclusion !== 'failure') {
    return ignored(`The run ended with "${run.conclusion}": only a failed one is repaired.`);
  }
  if (run.path !== undefined && run.path.replace(/@.*$/, '') === workflowFile(event.workflowRef)) {
    return ignored('It was a run of this very workflow.');
  }
  if (isFork) return { kind: 'refused', why: FORK };
  const branch = run.head_branch;
  if (branch === null) return ignored('The run belongs to no branch.');
  if (branch.startsWith(settings.branchPrefix)) return ignored(ownBranch(branch));
  const people = [sender, run.actor, run.triggering_actor].map((one) => one?.login);
  return {
    kind: 'repair',
    cause: {
      kind: 'run',
      id: run.id,
      attempt: run.run_attempt,
      name: run.name ?? 'CI',
      url: run.html_url,
      path: run.path?.replace(/@.*$/, ''),
      branch,
      sha: run.head_sha,
      pull: pullOf(run, repository.id),
    },
    actors: [...new Set(people.filter((login) => login !== undefined))],
  };
}

const noComparison = (run: string): string =>
  `There is no comparison.json in \`bundle\`: the run that measured failed or was ended before it had one, or \`bundle\` names another folder. ${run} has its log.`;

const NOBODY = 'The runner does not say who started this.';

const ownBranch = (branch: string): string => `The branch ${branch} is one of orps' own.`;

const pullOf = (
  { pull_requests, head_sha }: WorkflowRunPayload,
  here: number,
): number | undefined =>
  pull_requests?.find(({ head, base }) => head.sha === head_sha && base.repo.id === here)?.number;

function failedOnPull(event: TriggerEvent, { branchPrefix }: TriggerSettings): Trigger {
  const { pull_request: pull, repository } = read(payloads.pullRequest, event);
  const { ref, sha, repo } = pull.head;
  if (repo?.id !== repository.id) return { kind: 'refused', why: FORK };
  if (ref.startsWith(branchPrefix)) return ignored(ownBranch(ref));
  if (event.actors.length === 0) return { kind: 'refused', why: NOBODY };
  return {
    kind: 'repair',
    cause: { kind: 'head', branch: ref, sha, pull: pull.number },
    actors: event.actors,
  };
}

function failedHere(
  event: TriggerEvent,
  { branchPrefix, issue, benching }: TriggerSettings,
): Trigger {
  // Nobody starts a schedule: it runs by the word of whoever may merge workflows.
  const actors = event.name === 'schedule' ? [] : event.actors;
  if (event.name !== 'schedule' && actors.length === 0) return { kind: 'refused', why: NOBODY };
  if (benching) {
    return issue === undefined
      ? ignored('There is no pull request to compare: the input `issue` can name one.')
      : { kind: 'bench', number: issue, actors };
  }
  if (issue !== undefined) {
    return { kind: 'repair', cause: { kind: 'issue-number', number: issue }, actors };
  }
  const { branch } = event;
  if (branch === undefined) return ignored('The workflow runs on no branch.');
  if (branch.startsWith(branchPrefix)) return ignored(ownBranch(branch));
  return { kind: 'repair', cause: { kind: 'checkout', branch }, actors };
}
