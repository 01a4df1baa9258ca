import type {
  ContextBuilder,
  FileChanges,
  Message,
  Model,
  Programmer,
  Proposal,
  Refusal,
} from '../ports.ts';
import type { AimWords } from './aims.ts';
import { applyEdits } from './apply.ts';
import { parseEdits } from './edits.ts';
import { type ParentView, programmerPrompt, repairPrompt } from './prompts.ts';

/** How a model is asked. */
export interface Sampling {
  readonly temperature: number;
  readonly maxOutputTokens: number;
  readonly seed: number;
}

/** Counts what a model made of the format; the report says it. */
export interface ReplyTally {
  unusable: number;
  repaired: number;
}

const NO_CHANGES: FileChanges = new Map();

/** The language model as programmer: R and C of a node, with one repair turn. */
export function createProgrammer(
  model: Model,
  context: ContextBuilder,
  readBase: (path: string) => Promise<string | undefined>,
  sampling: Sampling,
  tally: ReplyTally,
  words: AimWords,
): Programmer {
  const ask = async (key: string, messages: readonly Message[], sample: number, end: AbortSignal) =>
    (await model.complete({ key, messages, ...sampling, seed: sampling.seed + sample }, end)).text;

  return {
    async propose(assignment, signal) {
      const before = assignment.chain.at(-1)?.proposal.changes ?? NO_CHANGES;
      const parent = await viewOf(before, context);
      const prompt = programmerPrompt(words, await context.describe(), assignment, parent);
      const key = `${assignment.id}/propose`;

      const first = await ask(key, prompt, assignment.sample, signal);
      if (before.size > 0 && leavesAsItIs(first)) {
        return { refused: 'Nothing left to change, says the programmer.', exhausted: true };
      }
      const read = await readProposal(first, before, readBase);
      if (!('refused' in read)) return read;

      tally.unusable++;
      const again = repairPrompt(words, prompt, first, read.refused, 'edits');
      const second = await ask(`${key}/repair`, again, assignment.sample, signal);
      const repaired = await readProposal(second, before, readBase);
      if ('refused' in repaired) tally.unusable++;
      else tally.repaired++;
      return repaired;
    },
  };
}

/** An improvement step may find nothing to improve. */
const leavesAsItIs = (reply: string): boolean =>
  /^[^\w\n]*NO CHANGE\b/im.test(reply) && parseEdits(reply).edits.length === 0;

async function viewOf(
  changes: FileChanges,
  context: ContextBuilder,
): Promise<ParentView | undefined> {
  if (changes.size === 0) return undefined;
  const [diff, files] = await Promise.all([
    context.describeChanges(changes),
    context.showChanged(changes),
  ]);
  return { diff, files };
}

async function readProposal(
  reply: string,
  before: FileChanges,
  readBase: (path: string) => Promise<string | undefined>,
): Promise<Proposal | Refusal> {
  const { edits, prose, problem } = parseEdits(reply);
  if (problem) return { refused: problem };
  const applied = await applyEdits(edits, before, readBase);
  if (applied.kind === 'mismatch') return { refused: applied.problem };
  return { reasoning: prose, changes: applied.changes };
}
