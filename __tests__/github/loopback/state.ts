export interface Account {
  readonly login: string;
  readonly id: number;
  readonly type: 'User' | 'Bot';
}

export interface Comment {
  readonly id: number;
  /** The issue or pull request, or the commit. */
  readonly on: number | string;
  body: string;
  readonly user: Account;
  readonly createdAt: string;
  readonly reactions: string[];
}

export interface Issue {
  readonly number: number;
  title: string;
  body: string | null;
  readonly user: Account;
  readonly labels: string[];
  updatedAt: string;
  /** When its text was changed. */
  editedAt?: string;
}

export interface Pull {
  readonly number: number;
  title: string;
  body: string | null;
  draft: boolean;
  state: 'open' | 'closed';
  readonly head: string;
  base: string;
  readonly user: Account;
  readonly labels: string[];
  /** Its head is in another repository. */
  readonly fork?: boolean;
}

export interface CheckRun {
  readonly id: number;
  name: string;
  readonly headSha: string;
  status: string;
  conclusion: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
}

export interface Job {
  readonly id: number;
  readonly name: string;
  readonly conclusion: 'success' | 'failure' | 'skipped';
  readonly steps: readonly { readonly name: string; readonly conclusion: string }[];
  readonly log: string;
}

export interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly zip: Uint8Array;
}

export interface WorkflowRun {
  readonly id: number;
  readonly attempt: number;
  readonly jobs: readonly Job[];
  readonly artifacts: readonly Artifact[];
  /** When the run was created. */
  readonly createdAt: string;
}

export type Scope = 'contents' | 'issues' | 'pull_requests' | 'checks' | 'actions';
export type Level = 'none' | 'read' | 'write';

/** Something that goes wrong on the way, for the next `times` requests that it concerns. */
export interface Fault {
  /** An operation id of the description, or `git` for a push. */
  readonly on: string;
  times: number;
  readonly reply?: {
    readonly status: number;
    readonly body: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  };
  /** The connection is lost: before the request has an effect, or after. */
  readonly cut?: 'before' | 'after';
  /** What somebody else does just before the request has its effect. */
  readonly meanwhile?: () => void;
}

/** A GitHub of one repository. */
export interface GitHubState {
  readonly owner: string;
  readonly repo: string;
  defaultBranch: string;
  /** Absolute path of the bare repository. */
  readonly bare: string;
  token: string;
  identity: Account;
  readonly grants: Record<Scope, Level>;
  readonly permissions: Map<string, 'admin' | 'write' | 'read' | 'none'>;
  readonly issues: Map<number, Issue>;
  readonly pulls: Map<number, Pull>;
  readonly comments: Comment[];
  readonly checkRuns: CheckRun[];
  readonly runs: Map<number, WorkflowRun>;
  readonly faults: Fault[];
  /** "Allow GitHub Actions to create and approve pull requests". */
  actionsMayOpenPulls: boolean;
  draftsAllowed: boolean;
  /** Branches that nobody may push to, as patterns of regular expressions. */
  readonly protectedBranches: string[];
  /** Every push counts as one that touches workflows. */
  workflowsRefused: boolean;
  nextId: number;
}

export const ACTIONS_BOT: Account = { login: 'github-actions[bot]', id: 41898282, type: 'Bot' };

export function createState(bare: string): GitHubState {
  return {
    owner: 'octo',
    repo: 'demo',
    defaultBranch: 'main',
    bare,
    token: 'ghs_loopback0123456789',
    identity: ACTIONS_BOT,
    grants: {
      contents: 'write',
      issues: 'write',
      pull_requests: 'write',
      checks: 'write',
      actions: 'read',
    },
    permissions: new Map([['maintainer', 'admin']]),
    issues: new Map(),
    pulls: new Map(),
    comments: [],
    checkRuns: [],
    runs: new Map(),
    faults: [],
    actionsMayOpenPulls: true,
    draftsAllowed: true,
    protectedBranches: [],
    workflowsRefused: false,
    nextId: 1000,
  };
}
