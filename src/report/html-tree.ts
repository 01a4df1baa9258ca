import { diffBlock, escaped, paragraphs } from './html-text.ts';
import type { Report } from './report.ts';
import { type Branch, prunedTree } from './tree.ts';
import { deeds, score, strategyName } from './wording.ts';

type Candidate = Report['candidates'][number];

const fateWords: Record<Candidate['fate'], string> = {
  finished: 'finished early',
  beam: 'kept for the next round',
  truncated: 'not among the best',
  failed: 'failed',
  unneeded: 'not needed any more',
};

const badge = (kind: string, text: string): string => `<span class="badge ${kind}">${text}</span>`;

function summary(candidate: Candidate, chosen: boolean): string {
  const { id, strategy, fate, verdict, failToPass, passToPass, stepScore } = candidate;
  const tests = failToPass === null ? '' : ` · ${deeds(failToPass, passToPass, ' · ')}`;
  const points = stepScore === null ? '' : ` · score ${score(stepScore)}`;
  return [
    `<code>${escaped(id)}</code> ${escaped(strategyName(strategy))}`,
    chosen ? badge('chosen', 'chosen') : badge(fate, fateWords[fate]),
    ` <span class="quiet">${verdict ?? 'did not run'}${tests}${points}</span>`,
  ].join('');
}

function body({ reason, critique, processReward, duplicateOf, patch }: Candidate): string {
  const same =
    duplicateOf === undefined
      ? ''
      : `<p>The same files as <code>${escaped(duplicateOf)}</code>.</p>`;
  const points = processReward === null ? '' : ` (${processReward.toFixed(1)} of 5)`;
  const words =
    critique === null
      ? ''
      : `<p class="quiet">Critique${points}:</p><blockquote>${paragraphs(critique)}</blockquote>`;
  return `<p>${escaped(reason)}</p>${same}${words}${diffBlock(patch)}`;
}

/** The whole search tree as nested lists; every candidate opens to its reason, critique and diff. */
export function treeList({ candidates, best }: Report): string {
  const item = ({ item: candidate, children }: Branch<Candidate>): string => {
    const chosen = candidate.id === best?.id;
    const below = children.length === 0 ? '' : `<ul>${children.map(item).join('')}</ul>`;
    return `<li><details><summary>${summary(candidate, chosen)}</summary><div>${body(candidate)}</div></details>${below}</li>`;
  };
  const { branches } = prunedTree(candidates, Number.POSITIVE_INFINITY, () => 0);
  return `<ul class="tree">${branches.map(item).join('')}</ul>`;
}
