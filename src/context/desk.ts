import { estimateTokenCount } from 'tokenx';
import { calleesOf } from './definitions.ts';
import { excerpt } from './excerpt.ts';
import type { Evidence, RelevantFile } from './relevance.ts';

/** What one file may take of the budget, so that others have room. */
export const SHARE = { source: 0.6, test: 0.3, data: 0.1 } as const;

/** Below this share of the best file's score a file is hardly suspected … */
const FAINT = 0.25;
/** … and is shown only while this share of the budget is not used. */
const SHARE_OF_FAINT = 0.5;

/** With fewer tokens left nothing worth reading fits. */
const LEAST_TOKENS = 200;

/** What lies open to be read, and how much room is left. */
export class Desk {
  readonly parts: string[] = [];
  readonly budgetTokens: number;
  left: number;

  constructor(budgetTokens: number) {
    this.budgetTokens = budgetTokens;
    this.left = budgetTokens;
  }

  put(
    path: string,
    content: string,
    mattering: readonly number[],
    share: number,
    wholeUpTo?: number,
  ): void {
    if (this.left < LEAST_TOKENS) return;
    const most = Math.min(this.left, this.budgetTokens * share);
    const part = excerpt(path, content, mattering, most, wholeUpTo);
    if (part === undefined) return;
    this.parts.push(part);
    this.left -= estimateTokenCount(part);
  }
}

/** The most suspected first, and the faint only while there is much room: tokens cost money. */
export async function putSources(
  desk: Desk,
  { read }: Pick<Evidence, 'read'>,
  sources: readonly RelevantFile[],
): Promise<void> {
  const most = Math.max(0, ...sources.map(({ score }) => score));
  for (const { path, score, lines } of sources) {
    if (score < FAINT * most && desk.left < desk.budgetTokens * (1 - SHARE_OF_FAINT)) continue;
    const content = await read(path);
    if (content === undefined) continue;
    desk.put(path, content, [...lines, ...calleesOf(content, lines)], SHARE.source);
  }
}
