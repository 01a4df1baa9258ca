import { BudgetSpent, type ModelUnavailable } from '../errors.ts';
import type { ModelReply } from '../ports.ts';

/** Hard limits of one run; an absent one does not bind. */
export interface BudgetLimits {
  readonly costUsd?: number | undefined;
  readonly tokens?: number | undefined;
  readonly calls?: number | undefined;
  readonly minutes?: number | undefined;
  readonly candidates?: number | undefined;
}

/** The most that one model call can come to. */
export interface Estimate {
  readonly tokens: number;
  /** US dollars; `null` when no price is known. */
  readonly costUsd: number | null;
}

export interface Usage {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number | null;
}

/**
 * The one mutable account of a run. Money and tokens are reserved at their
 * worst case before a call and settled before its reply is parsed, so parallel
 * calls cannot overshoot together.
 */
export class Budget implements Disposable {
  readonly #limits: BudgetLimits;
  readonly #end = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  readonly #earlierMs: number;
  #startedAt = Number.POSITIVE_INFINITY;
  #reserved = { calls: 0, tokens: 0, costUsd: 0 };
  #used = { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0, priced: true };
  #candidates = 0;
  #turnedAway = false;
  #waiting: (() => void)[] = [];
  #spent: string | undefined;
  #cause: ModelUnavailable | undefined;

  /** `earlierMs`: time that earlier lives of this run used up. */
  constructor(limits: BudgetLimits, interrupted: AbortSignal, earlierMs = 0) {
    this.#limits = limits;
    this.#earlierMs = earlierMs;
    if (interrupted.aborted) this.end('interrupted');
    interrupted.addEventListener('abort', () => this.end('interrupted'), { once: true });
  }

  /** Time counts from now on. */
  startClock(): void {
    if (this.#timer !== undefined || this.#mostMs === Number.POSITIVE_INFINITY) return;
    this.#startedAt = performance.now();
    const leftMs = Math.max(0, this.#mostMs - this.#earlierMs);
    this.#timer = setTimeout(() => this.end('budget:minutes'), leftMs);
  }

  /** Answers, from now on, whether this share of the time that is left now has passed. */
  hasPassed(share: number): () => boolean {
    const now = this.#elapsedMs;
    const due = now + share * (this.#mostMs - now);
    return () => this.#elapsedMs >= due;
  }

  /** Aborts when anything ends the search. */
  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** What ended the search: `budget:cost`, `budget:minutes`, `interrupted`, `model-unavailable`, … */
  get spent(): string | undefined {
    const full = this.#turnedAway && this.#candidates >= this.#mostCandidates;
    return this.#spent ?? (full ? 'budget:candidates' : undefined);
  }

  /** The error behind `model-unavailable`. */
  get cause(): ModelUnavailable | undefined {
    return this.#cause;
  }

  get usage(): Usage {
    const { priced, costUsd, ...counts } = this.#used;
    return { ...counts, costUsd: priced ? costUsd : null };
  }

  end(spent: string, cause?: ModelUnavailable): void {
    this.#spent ??= spent;
    this.#cause ??= cause;
    this.#end.abort();
    this.#wake();
  }

  /** Turning a candidate away ends nothing: those admitted before it go on to their end. */
  admitCandidate(): boolean {
    if (this.#candidates >= this.#mostCandidates) {
      this.#turnedAway = true;
      return false;
    }
    this.#candidates++;
    return true;
  }

  /** One that was admitted came to nothing: there was nothing left to propose. */
  releaseCandidate(): void {
    this.#candidates--;
    this.#turnedAway = false;
  }

  /** Waits until the worst case of a call fits beside the calls under way; throws BudgetSpent if it never will. */
  async reserve(estimate: Estimate): Promise<void> {
    for (;;) {
      if (this.#spent) throw new BudgetSpent(`The search ended: ${this.#spent}.`, '');
      const exceeded = this.#exceededBy(estimate);
      if (!exceeded) break;
      if (this.#reserved.calls === 0) {
        this.end(`budget:${exceeded}`);
        continue;
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#reserved.calls++;
    this.#reserved.tokens += estimate.tokens;
    this.#reserved.costUsd += estimate.costUsd ?? 0;
  }

  /** Replaces a reservation by what the call really cost; `undefined`: it brought no reply. */
  settle(estimate: Estimate, reply: ModelReply | undefined): void {
    this.#reserved.calls--;
    this.#reserved.tokens -= estimate.tokens;
    this.#reserved.costUsd -= estimate.costUsd ?? 0;
    if (reply) this.charge(reply);
    this.#wake();
  }

  /** Counts a reply: one just received, or one that an earlier life of this run paid for. */
  charge(reply: ModelReply): void {
    this.#used.calls++;
    this.#used.inputTokens += reply.inputTokens;
    this.#used.outputTokens += reply.outputTokens;
    this.#used.costUsd += reply.costUsd ?? 0;
    this.#used.priced &&= reply.costUsd !== null;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  get #mostMs(): number {
    const { minutes } = this.#limits;
    return minutes === undefined ? Number.POSITIVE_INFINITY : minutes * 60_000;
  }

  get #elapsedMs(): number {
    return this.#earlierMs + Math.max(0, performance.now() - this.#startedAt);
  }

  get #mostCandidates(): number {
    return this.#limits.candidates ?? Number.POSITIVE_INFINITY;
  }

  #exceededBy(estimate: Estimate): 'calls' | 'tokens' | 'cost' | undefined {
    const { calls, tokens, costUsd } = this.#limits;
    const over = (limit: number | undefined, sum: number) => limit !== undefined && sum > limit;
    const usedTokens = this.#used.inputTokens + this.#used.outputTokens;
    if (over(calls, this.#used.calls + this.#reserved.calls + 1)) return 'calls';
    if (over(tokens, usedTokens + this.#reserved.tokens + estimate.tokens)) return 'tokens';
    const cost = this.#used.costUsd + this.#reserved.costUsd + (estimate.costUsd ?? 0);
    return over(costUsd, cost) ? 'cost' : undefined;
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
