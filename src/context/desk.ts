import { estimateTokenCount } from 'tokenx';
import { calleesOf } from './definitions.ts';
import { excerpt } from './excerpt.ts';
import type { Evidence, RelevantFile } from './relevance.ts';

/** What one file may take of the budget, so that others have room. */
export const SHARE = { source: 0.6, test: 0.3, data: 0.1 } as const;

/** With fewer tokens left nothing worth reading fits. */
const LEAST_TOKENS = 200;

/** What lies open to be read, and how much room is left. */
export class Desk {
  readonly parts: string[] = [];
  readonly #budgetTokens: number;
  left: number;

  constructor(budgetTokens: number) {
    this.#budgetTokens = budgetTokens;
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
    const most = Math.min(this.left, this.#budgetTokens * share);
    const part = excerpt(path, content, mattering, most, wholeUpTo);
    if (part === undefined) return;
    this.parts.push(part);
    this.left -= estimateTokenCount(part);
  }
}

export async function putSource(
  desk: Desk,
  { read }: Pick<Evidence, 'read'>,
  { path, lines }: RelevantFile,
): Promise<void> {
  const content = await read(path);
  if (content === undefined) return;
  desk.put(path, content, [...lines, ...calleesOf(content, lines)], SHARE.source);
}
