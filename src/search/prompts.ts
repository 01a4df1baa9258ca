import type { Assignment, ChainLink, Feedback, Message, TestCase } from '../ports.ts';
import type { AimWords } from './aims.ts';

const editFormat = ({ reasoning }: AimWords): string =>
  `Answer with your reasoning first: in at most ten sentences, ${reasoning}. Then the patch, as one or more blocks of exactly this form:

path/from/the/repository/root.ext
<<<<<<< SEARCH
lines copied exactly from the file as it is now, without line numbers, enough of them to be unique in the file (in copied code, reach to a line that differs)
=======
the lines to put there
>>>>>>> REPLACE

Use one block per place, each with its path. Blocks are applied one after another, each to what those before it left. SEARCH lines must not reach over lines that were not shown to you; lines of a diff count as shown. For a new file leave the SEARCH part empty. Do not repeat whole files.`;

const reviewFormat = ({ review }: AimWords): string =>
  `Answer in this form and nothing else:\n\n${review}`;

const CONTINUE = `Improve on this branch in the light of the execution and the critique. Your blocks apply to the files as they are now, with the branch's changes in them: copy SEARCH lines from that state, not from the files before any patch. If the branch is on the wrong track, undo what is wrong. If nothing should be changed, answer NO CHANGE and why.

The critique takes precedence over the manner of working.`;

/** Two messages only, system and user: some chat templates know no more, and both start with what never changes. */
function messages(words: AimWords, context: string, tail: string): readonly Message[] {
  return [
    { role: 'system', content: words.rules },
    { role: 'user', content: `${context}\n\n${tail}` },
  ];
}

/** What the parent's patch looks like to the one who continues from it. */
export interface ParentView {
  readonly diff: string;
  readonly files: string;
}

/** Steps 1 and 5: the programmer sees the whole chain and its own manner of working. */
export function programmerPrompt(
  words: AimWords,
  context: string,
  { strategy, chain }: Assignment,
  parent: ParentView | undefined,
): readonly Message[] {
  const history =
    chain.length === 0
      ? []
      : [
          '# What has been tried on this branch',
          ...chain.map((link, step) => describeLink(words, link, step + 1)),
          `# The current state of this branch\n\nAll its changes so far, against the files before any patch; they are already applied:\n\n${fenced('diff', parent?.diff ?? '')}`,
          parent?.files ?? '',
        ];
  const ask = `# Your task now: programmer\n\n${chain.length === 0 ? 'Write a patch.' : CONTINUE} Work in this manner: ${strategy} ${words.unfit}\n\n${editFormat(words)}`;
  return messages(words, context, [...history, ask].filter((part) => part !== '').join('\n\n'));
}

/** Step 2: the critic reads thoughts, code and feedback. */
export function criticPrompt(
  words: AimWords,
  context: string,
  link: Omit<ChainLink, 'review'>,
  chain: readonly ChainLink[],
  diff: string,
): readonly Message[] {
  const earlier = chain.map((ancestor, step) => describeLink(words, ancestor, step + 1, 'briefly'));
  const parts = [
    ...(earlier.length > 0
      ? ['# Earlier steps of this branch, not the candidate itself', ...earlier]
      : []),
    `# The candidate\n\n## The programmer's reasoning\n\n${link.proposal.reasoning || '(none given)'}\n\n## The patch, with the branch's earlier changes, against the files before any patch\n\n${fenced('diff', diff)}`,
    `## What the execution showed\n\n${describeFeedback(words, link.feedback)}`,
    `# Your task now: critic\n\nJudge this candidate.\n\n${reviewFormat(words)}`,
  ];
  return messages(words, context, parts.join('\n\n'));
}

/** The one repair turn after a reply that could not be used. */
export function repairPrompt(
  words: AimWords,
  asked: readonly Message[],
  reply: string,
  problem: string,
  format: 'edits' | 'review',
): readonly Message[] {
  const form = format === 'edits' ? editFormat(words) : reviewFormat(words);
  return [
    ...asked,
    { role: 'assistant', content: reply === '' ? '(empty)' : reply },
    {
      role: 'user',
      content: `That answer cannot be used. ${problem}\n\nAnswer once more, completely.\n\n${form}`,
    },
  ];
}

/** `briefly`: which tests failed, without their messages. */
function describeLink(words: AimWords, link: ChainLink, step: number, detail?: 'briefly'): string {
  return [
    `## Step ${step}`,
    `Reasoning: ${link.proposal.reasoning || '(none given)'}`,
    describeFeedback(words, link.feedback, detail),
    `Critique (score ${link.review.processReward} of 5): ${link.review.critique}`,
  ].join('\n\n');
}

function describeFeedback(words: AimWords, feedback: Feedback, detail?: 'briefly'): string {
  const { failToPass, passToPass, failures, reason } = feedback;
  const counts = [
    ...(failToPass.total === 0
      ? []
      : [`${failToPass.passed} of ${failToPass.total} failing tests now pass`]),
    feedback.verdict === 'plausible' || passToPass.passed > 0
      ? `${passToPass.passed} of ${passToPass.total} tests that passed before still pass`
      : 'the tests that passed before were not run, since the failing ones decide first',
  ];
  const failed = failures.map((test) =>
    detail === 'briefly' ? `FAILED ${test.id}` : describeFailure(test),
  );
  const lines = [`${reason} ${counts.join('; ')}.`, ...failed];
  const profile = describeProfile(words, feedback);
  return `<execution>\n${unclosed([...lines, ...(profile ? [profile] : [])].join('\n\n'))}\n</execution>`;
}

const MESSAGE_CHARACTERS = 1_500;

const describeFailure = (test: TestCase): string =>
  `FAILED ${test.id}\n${withoutMiddle(test.message ?? '(no message)', MESSAGE_CHARACTERS)}`;

function describeProfile(words: AimWords, { profile, statics }: Feedback): string | undefined {
  const parts = [
    ratio('instructions', profile?.instructions),
    ratio('CPU time', profile?.cpu),
    ratio('peak memory', profile?.peakRss),
    ratio('mean cognitive complexity of the changed functions', statics?.cognitive),
    ratio('mean length of the changed functions', statics?.lines),
  ].filter((part) => part !== undefined);
  return parts.length === 0
    ? undefined
    : `${words.profile}: ${parts.join(', ')}. ×1.00 is unchanged or within the noise.`;
}

const ratio = (name: string, value: number | null | undefined): string | undefined =>
  value === null || value === undefined ? undefined : `${name} ×${value.toFixed(2)}`;

/** What matters of a long message, the assertion, stands at one end or the other. */
export function withoutMiddle(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = limit / 2;
  return `${text.slice(0, half)}\n[…]\n${text.slice(-half)}`;
}

/** Text from strangers cannot close the tag that marks it as such. */
export const unclosed = (text: string): string =>
  text.replace(/<\/(task|tests|files|execution)\b/gi, '< /$1');

/** A fence longer than any inside. */
export function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map((match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}
