import type { Review } from '../ports.ts';
import { withoutThinking } from './edits.ts';

const NUMBER = String.raw`["'*_:\s=-]*([1-5](?:\.\d+)?)\b`;
const SCORE = new RegExp(String.raw`\b(?:score|rating)\b${NUMBER}`, 'gi');
const FINISHED = /\bfinished\b["'*_:\s=-]*(yes|no|true|false)\b/gi;

/** Reads K and ρ out of a critic's reply; `undefined` when it holds no score. */
export function parseReview(reply: string): Review | undefined {
  const text = withoutThinking(reply);
  // The last mention counts: models may discuss scores before they give one.
  const score = [...text.matchAll(SCORE)].at(-1)?.[1];
  if (score === undefined) return undefined;
  const finished = [...text.matchAll(FINISHED)].at(-1)?.[1]?.toLowerCase();
  return {
    critique: critiqueOf(text),
    processReward: Math.min(5, Math.max(1, Number(score))),
    finished: finished === 'yes' || finished === 'true',
  };
}

/** What is left when the lines for the machine are taken away. */
function critiqueOf(text: string): string {
  const kept = text
    .replace(/^[ \t"'*_#-]*(?:score|rating|finished)\b["'*_:\s=-]*[\w./]+["'*_, \t]*$/gim, '')
    .replace(/^[ \t*_#]*critique[*_]*:[*_]*[ \t]*/gim, '')
    .trim();
  return kept === '' ? 'The critic gave a score without words.' : kept;
}
