import { describe, expect, test } from '@jest/globals';
import { type TriggerEvent, triggerOf } from '../../src/task/trigger.ts';
import { commented, labelled, type Payload, payloadOf, redRun } from '../action/payloads.ts';

const SETTINGS = {
  label: 'orps-fix',
  performanceLabel: 'orps-perf',
  branchPrefix: 'orps/',
  issue: undefined,
  benching: false,
  publishing: false,
  comparing: false,
};

function eventOf(name: string, payload: Payload, over: Partial<TriggerEvent> = {}): TriggerEvent {
  return {
    name,
    action: payload.action as string | undefined,
    payload,
    branch: 'main',
    actors: ['maintainer'],
    workflowRef: 'octo/demo/.github/workflows/orps.yml@refs/heads/main',
    ...over,
  };
}

const ask = (name: string, payload: Payload, over?: Partial<TriggerEvent>) =>
  triggerOf(eventOf(name, payload, over), SETTINGS);

describe('starts a repair', () => {
  test('the label on an issue, with the words of the event', () => {
    expect(ask('issues', labelled())).toEqual({
      kind: 'repair',
      cause: {
        kind: 'issue',
        aim: 'repair',
        number: 5,
        title: 'clamp ignores the upper bound',
        body: 'clamp(9, 0, 5) is 0.',
      },
      actors: ['maintainer'],
    });
  });

  test.each([
    ['/orps fix', undefined],
    ['/orps fix\r\n', undefined],
    ['/orps fix NaN is kept', 'NaN is kept'],
    [
      '/orps retry look at the lower bound\nand the upper',
      'look at the lower bound\nand the upper',
    ],
    ['/orps retry', undefined],
  ])('the comment %j', (body, hint) => {
    const trigger = ask('issue_comment', commented(body));
    expect(trigger).toMatchObject({ kind: 'repair', cause: { kind: 'issue', number: 5 } });
    expect('hint' in trigger ? trigger.hint : undefined).toBe(hint);
  });

  test('the label for speed, and a comment on an issue that bears it alone', () => {
    const given = labelled({ label: { name: 'orps-perf' } });
    expect(ask('issues', given)).toMatchObject({ cause: { kind: 'issue', aim: 'performance' } });
    const names = (...labels: readonly string[]) => ({
      issue: { labels: labels.map((name) => ({ name })) },
    });
    expect(ask('issue_comment', commented('/orps fix', names('orps-perf', 'bug')))).toMatchObject({
      cause: { aim: 'performance' },
    });
    expect(
      ask('issue_comment', commented('/orps fix', names('orps-perf', 'orps-fix'))),
    ).toMatchObject({
      cause: { aim: 'repair' },
    });
  });

  test('a comment on a pull request, whose head is still to be asked for', () => {
    const payload = commented('/orps fix', { issue: { pull_request: { url: 'x' } } });
    expect(ask('issue_comment', payload)).toMatchObject({ cause: { kind: 'pull', number: 5 } });
  });

  test('a red run, by everyone who had a part in it', () => {
    expect(ask('workflow_run', redRun())).toMatchObject({
      kind: 'repair',
      cause: { kind: 'run', branch: 'feature', attempt: 1, pull: undefined },
      actors: ['maintainer', 'pusher', 'rerunner'],
    });
  });

  test('a job of its own pull request, on its head and not on the merge', () => {
    const payload = payloadOf('pull_request', 'opened', {
      pull_request: {
        number: 9,
        head: { ref: 'feature', sha: 'a'.repeat(40), repo: { id: 1296269 } },
      },
    });
    expect(ask('pull_request', payload)).toMatchObject({
      kind: 'repair',
      cause: { kind: 'head', branch: 'feature', sha: 'a'.repeat(40), pull: 9 },
    });
  });

  test.each(['push', 'schedule', 'workflow_dispatch'])('a job on %s', (name) => {
    expect(ask(name, {})).toMatchObject({ cause: { kind: 'checkout', branch: 'main' } });
  });

  test('a dispatch for an issue', () => {
    const trigger = triggerOf(eventOf('workflow_dispatch', {}), { ...SETTINGS, issue: 7 });
    expect(trigger).toMatchObject({ cause: { kind: 'issue-number', number: 7 } });
  });
});

describe('starts nothing', () => {
  test.each([
    ['another label', 'issues', labelled({ label: { name: 'bug' } }), {}],
    ['a label on a pull request', 'issues', labelled({ issue: { pull_request: {} } }), {}],
    ['an edited issue', 'issues', labelled({ action: 'edited' }), {}],
    ['an edited comment', 'issue_comment', commented('/orps fix', { action: 'edited' }), {}],
    ['a comment that mentions a command', 'issue_comment', commented('try `/orps fix`'), {}],
    ['a comment that quotes one', 'issue_comment', commented('> /orps fix'), {}],
    ['a word that begins alike', 'issue_comment', commented('/orpsfix'), {}],
    ['a green run', 'workflow_run', redRun({ workflow_run: { conclusion: 'success' } }), {}],
    ['a cancelled run', 'workflow_run', redRun({ workflow_run: { conclusion: 'cancelled' } }), {}],
    [
      'a run of its own branch',
      'workflow_run',
      redRun({ workflow_run: { head_branch: 'orps/issue-5' } }),
      {},
    ],
    [
      'a run of its own workflow',
      'workflow_run',
      redRun({ workflow_run: { path: '.github/workflows/orps.yml@main' } }),
      {},
    ],
    ['a push to its own branch', 'push', {}, { branch: 'orps/ci-0123456789ab' }],
    ['a tag', 'push', {}, { branch: undefined }],
    ['an event that it does not know', 'gollum', {}, {}],
  ])('%s', (_, name, payload, over) => {
    expect(ask(name, payload as Payload, over)).toMatchObject({ kind: 'ignored' });
  });
});

test.each([
  ['workflow_run', redRun({ workflow_run: { head_repository: { id: 666 } } })],
  [
    'pull_request',
    payloadOf('pull_request', 'opened', { pull_request: { head: { repo: { id: 666 } } } }),
  ],
])('code from a fork is refused on %s', (name, payload) => {
  expect(ask(name, payload)).toMatchObject({ kind: 'refused' });
});

test.each([
  ['/orps stop', 'stop'],
  ['/orps help', 'help'],
  ['/orps', 'help'],
  ['/orps make coffee', 'help'],
])('the comment %j is answered', (body, kind) => {
  expect(ask('issue_comment', commented(body))).toMatchObject({ kind, number: 5 });
});

test('a payload that GitHub would not send is wrong use, with the missing field', () => {
  expect(() => ask('issues', { action: 'labeled' })).toThrow(/lacks/);
});

test.each<[string, Payload]>([
  ['that failed', { conclusion: 'failure', head_repository: { id: 666 } }],
  ['that was ended', { conclusion: 'cancelled', head_repository: { id: 666 } }],
  ['that went well', { conclusion: 'success' }],
])(
  'what is to be published of a run %s, and has no comparison, is said to have none, with the run',
  (_, run) => {
    const payload = redRun({ workflow_run: run });
    const event = eventOf('workflow_run', payload);
    const { html_url } = payload.workflow_run as { html_url: string };
    expect(triggerOf(event, { ...SETTINGS, publishing: true })).toEqual({
      kind: 'ignored',
      why: expect.stringMatching(
        /^There is no comparison\.json in `bundle`: the run that measured/,
      ),
    });
    expect(triggerOf(event, { ...SETTINGS, publishing: true })).toMatchObject({
      why: expect.stringContaining(html_url),
    });
  },
);

test.each([true, false])(
  'a run that goes on is not judged, publishing or not (%s)',
  (publishing) => {
    const running = { conclusion: null, status: 'in_progress', head_repository: { id: 666 } };
    const payload = redRun({ action: 'in_progress', workflow_run: running });
    expect(triggerOf(eventOf('workflow_run', payload), { ...SETTINGS, publishing })).toEqual({
      kind: 'ignored',
      why: 'The run that it follows has not ended.',
    });
  },
);

test('a red run of our own repository is still repaired from a bundle', () => {
  const settings = { ...SETTINGS, publishing: true };
  expect(triggerOf(eventOf('workflow_run', redRun()), settings).kind).toBe('repair');
});

test.each<[string, string]>([
  ['/orps bench', 'bench'],
  ['/orps bench\n\nI wonder whether this is slower.', 'bench'],
  ['/orps bench --base dev', 'help'],
])('%j asks for %s', (body, kind) => {
  const payload = commented(body, { issue: { pull_request: { url: 'x' } } });
  expect(ask('issue_comment', payload).kind).toBe(kind);
});
