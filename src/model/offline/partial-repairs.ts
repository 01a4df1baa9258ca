import { applyPatch, structuredPatch } from 'diff';
import type { ChainLink, FileChanges } from '../../ports.ts';
import { roundOf } from '../../search/candidate.ts';

/** A patch that ran, and what became of the failing tests. */
export type Judged = Pick<ChainLink, 'id' | 'proposal' | 'feedback'>;

/** Another patch, put on top of a parent's. */
export interface Complement {
  readonly of: Judged;
  /** Both patches together. */
  readonly changes: FileChanges;
}

/** So many are offered to one parent. */
const MOST = 6;

/**
 * Patches that repair some of the failing tests and break nothing. Where a
 * repository has several defects, each is repaired by a patch of its own, and
 * what is missing is to put them together.
 */
export class PartialRepairs {
  readonly #known: Judged[] = [];
  readonly #readBase: (path: string) => Promise<string | undefined>;

  constructor(readBase: (path: string) => Promise<string | undefined>) {
    this.#readBase = readBase;
  }

  note({ id, proposal, feedback }: Judged): void {
    if (feedback.verdict !== 'failing' || feedback.failToPass.passed === 0) return;
    this.#known.push({ id, proposal, feedback });
  }

  /** Best first; only of rounds that are over, so that no race decides what there is. */
  async complementsOf(parent: Judged, round: number): Promise<readonly Complement[]> {
    const candidates = this.#known
      .filter((other) => roundOf(other.id) < round && repairsMore(other, parent))
      .sort(byWorth);
    const found: Complement[] = [];
    for (const of of candidates) {
      const changes = await this.#together(parent.proposal.changes, of.proposal.changes);
      if (changes !== undefined) found.push({ of, changes });
      if (found.length === MOST) break;
    }
    return found;
  }

  /** `undefined` where the two are at odds, or the same. */
  async #together(first: FileChanges, second: FileChanges): Promise<FileChanges | undefined> {
    const both = new Map(first);
    for (const [path, head] of second) {
      const ours = first.get(path);
      if (ours === undefined) both.set(path, head);
      else if (ours === null || head === null) return undefined;
      else {
        const base = (await this.#readBase(path)) ?? '';
        const merged = applyPatch(ours, structuredPatch(path, path, base, head));
        if (merged === false || merged === ours) return undefined;
        both.set(path, merged);
      }
    }
    return both;
  }
}

/** Does it repair a test that the other one leaves failing? */
function repairsMore(one: Judged, other: Judged): boolean {
  const failing = new Set(one.feedback.stillFailing);
  return (other.feedback.stillFailing ?? []).some((id) => !failing.has(id));
}

const byWorth = (a: Judged, b: Judged): number =>
  b.feedback.failToPass.passed - a.feedback.failToPass.passed ||
  a.id.localeCompare(b.id, 'en', { numeric: true });
