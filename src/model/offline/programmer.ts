import type { Suspicion } from '../../measure/ochiai.ts';
import type {
  Assignment,
  ChainLink,
  FileChanges,
  Programmer,
  Proposal,
  Refusal,
  TestCase,
} from '../../ports.ts';
import { roundOf } from '../../search/candidate.ts';
import { continuationOf } from './continuation.ts';
import { favourOf } from './hints.ts';
import { editableFiles, localise, type Repository } from './localisation.ts';
import { mutantStream, type ValidMutant } from './mutant-stream.ts';
import type { Complement, PartialRepairs } from './partial-repairs.ts';
import { explain, inWords } from './reasoning.ts';
import { Tape } from './tape.ts';

export interface OfflineProgrammerOptions {
  /** The base's content of a file, or `undefined` where there is none. */
  readonly read: (path: string) => Promise<string | undefined>;
  /** Repository-relative paths of the base. */
  readonly files: readonly string[];
  /** By Ochiai's coefficient; empty where the runner cannot trace. */
  readonly suspicion: Suspicion;
  readonly failures: readonly TestCase[];
  /** Absolute path of the project as its tests see it, for reading stack traces. */
  readonly root?: string;
  /** Decides between equally promising mutants. */
  readonly seed: number;
  /** Tests, lock files, CI files and the like are never edited. */
  readonly isProtected: (path: string) => boolean;
  /** Patches to put together, as the critic saw them. */
  readonly partialRepairs: PartialRepairs;
}

/** Parents whose mutants are remembered; more are worked out again when they are asked for. */
const REMEMBERED = 12;

const NONE: FileChanges = new Map();

const proposalOf = (mutant: ValidMutant, changes: FileChanges): Proposal => ({
  reasoning: explain(mutant),
  manner: inWords(mutant.operator),
  changes: new Map([...changes, [mutant.file.tree.path, mutant.text]]),
});

const together = ({ of, changes }: Complement): Proposal => ({
  reasoning: `Candidate ${of.id} repairs a test that this branch leaves failing, so its change comes on top. ${of.proposal.reasoning}`,
  manner: `Together with ${of.id}`,
  changes,
});

/**
 * Proposes patches without any model: mutation and repair operators on the
 * syntax tree of suspicious lines, and patches put together that each repair a
 * part. The same assignment gets the same answer in
 * every run with the same seed; nothing is computed before it is asked for.
 */
export function createOfflineProgrammer(options: OfflineProgrammerOptions): Programmer {
  const tapes = new Map<string, Tape<ValidMutant>>();
  const base: Repository = {
    read: options.read,
    files: options.files,
    root: options.root,
    editable: editableFiles(options.files, options.isProtected),
  };

  const tapeFor = (parent: ChainLink | undefined): Tape<ValidMutant> => {
    const key = parent?.id ?? '';
    const tape = tapes.get(key) ?? new Tape(mutants(options, base, parent));
    // Least recently used first.
    tapes.delete(key);
    tapes.set(key, tape);
    const [oldest] = tapes.keys();
    if (tapes.size > REMEMBERED && oldest !== undefined) tapes.delete(oldest);
    return tape;
  };

  const complements = new Map<string, Promise<readonly Complement[]>>();
  const complementsOf = (parent: ChainLink | undefined, round: number) => {
    if (parent === undefined) return [];
    const known = complements.get(parent.id) ?? options.partialRepairs.complementsOf(parent, round);
    complements.set(parent.id, known);
    return known;
  };

  return {
    async propose({ id, chain, sample }: Assignment, signal): Promise<Proposal | Refusal> {
      signal.throwIfAborted();
      const parent = chain.at(-1);
      const first = await complementsOf(parent, roundOf(id));
      const complement = first[sample];
      if (complement !== undefined) return together(complement);
      const mutant = await tapeFor(parent).at(sample - first.length);
      signal.throwIfAborted();
      if (mutant !== undefined) return proposalOf(mutant, parent?.proposal.changes ?? NONE);
      return { refused: exhausted(sample, parent), exhausted: true };
    },
  };
}

const exhausted = (sample: number, parent: ChainLink | undefined): string =>
  sample === 0
    ? 'no line that can be edited is under suspicion: no trace, stack or import leads to one'
    : `no mutant is left${parent === undefined ? '' : ` on top of candidate ${parent.id}`}: all that the operators offer was proposed`;

async function* mutants(
  options: OfflineProgrammerOptions,
  base: Repository,
  parent: ChainLink | undefined,
): AsyncGenerator<ValidMutant> {
  const failures = parent?.feedback.failures ?? [];
  const remaining = failures.length > 0 ? failures : options.failures;
  const changes = parent?.proposal.changes ?? NONE;
  const read = async (path: string) =>
    changes.has(path) ? (changes.get(path) ?? undefined) : base.read(path);
  const favour = favourOf(remaining);
  const { seed } = options;
  const spectral = options.suspicion;
  if (parent === undefined) {
    const suspicion = await localise(spectral, remaining, base);
    yield* mutantStream({ suspicion, read, favour, seed });
    return;
  }
  const { moved, adjust } = await continuationOf(parent, base.read);
  const suspicion = await localise(moved(spectral), remaining, { ...base, read });
  yield* mutantStream({ suspicion, read, favour, seed, adjust });
}
