import type { Report } from './report.ts';
import { type Branch, prunedTree } from './tree.ts';
import { counted, score, strategyName, tally } from './wording.ts';

type Candidate = Report['candidates'][number];

const classes = [
  'classDef best fill:#1a7f37,stroke:#116329,color:#ffffff',
  'classDef finished fill:#aceebb,stroke:#1a7f37,color:#0b2314',
  'classDef beam fill:#b6e3ff,stroke:#0969da,color:#0a3069',
  'classDef truncated fill:#eaeef2,stroke:#6e7781,color:#24292f',
  'classDef failed fill:#ffcecb,stroke:#cf222e,color:#4c0d12',
  'classDef unneeded fill:#ffffff,stroke:#afb8c1,color:#57606a,stroke-dasharray: 4 3',
];

/** Letters, digits and a few marks: a label can hold nothing that means something to Mermaid. */
const label = (text: string): string =>
  Array.from(text.replace(/[^\p{L}\p{N} .,/:+×·-]+/gu, ' ').trim())
    .slice(0, 40)
    .join('');

function caption(candidate: Candidate, best: boolean): string {
  const name = `${label(candidate.id)} · ${label(strategyName(candidate.strategy))}`;
  const state = best ? 'chosen' : (candidate.verdict ?? candidate.fate);
  const { failToPass, passToPass } = candidate;
  const told = failToPass?.total === 0 ? passToPass : failToPass;
  const tests = told === null ? '' : ` ${tally(told)}`;
  const points = candidate.stepScore === null ? '' : ` · ${score(candidate.stepScore)}`;
  return `${name}<br/>${state}${tests}${points}`;
}

/** The chosen one first, then by score; failures last. */
const rank =
  (best: string | undefined) =>
  (candidate: Candidate): number =>
    candidate.id === best ? 10 : (candidate.stepScore ?? -1);

/** The search tree as a Mermaid flowchart of at most `limit` candidates, coloured by fate. */
export function mermaid(report: Report, limit = 40): string {
  const lines = ['flowchart LR', `  base(["base ${label(report.base.sha.slice(0, 7))}"])`];
  const forest = prunedTree(report.candidates, limit, rank(report.best?.id));
  let next = 0;
  const hide = (parent: string, hidden: readonly Candidate[]): void => {
    if (hidden.length === 0) return;
    lines.push(`  ${parent} -.-> m${next}["${counted(hidden.length, 'more', 'more')}"]:::unneeded`);
    next += 1;
  };
  const draw = (parent: string, { item, children, hidden }: Branch<Candidate>): void => {
    const node = `n${next}`;
    next += 1;
    const best = item.id === report.best?.id;
    lines.push(`  ${parent} --> ${node}["${caption(item, best)}"]:::${best ? 'best' : item.fate}`);
    for (const child of children) draw(node, child);
    hide(node, hidden);
  };
  for (const branch of forest.branches) draw('base', branch);
  hide('base', forest.hidden);
  return [...lines, ...classes.map((line) => `  ${line}`)].join('\n');
}
