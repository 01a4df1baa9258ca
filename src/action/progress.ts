import type { Observer, SearchEvent } from '../ports.ts';
import { advance, atTheStart, type ProgressState } from '../report/progress-state.ts';

/** Shows the state of a search; `gone` when what it is shown in is no longer there. */
export type Follower = (state: ProgressState, elapsedMs: number) => Promise<'shown' | 'gone'>;

export interface PosterOptions {
  readonly post: Follower;
  /** Whoever took away what it was shown in wants the search to end. */
  readonly onGone: () => void;
  readonly everyMs?: number;
}

/** Between two updates, ten seconds and what they may differ in arriving; after the first ten, three times as much. */
const EVERY_MS = 10_500;
const EAGER = 10;
/** Said again after this long even if nothing happened: the time passes, and someone may have said stop. */
const HEARTBEAT_MS = 60_000;

export interface Poster extends AsyncDisposable {
  readonly observe: Observer;
}

/**
 * Follows a search in a comment: one update at a time, never two within
 * `everyMs`, none without news but for a heartbeat. Failures to post are let go:
 * the search is worth more than its picture.
 */
export function progressPoster({ post, onGone, everyMs = EVERY_MS }: PosterOptions): Poster {
  const started = performance.now();
  let state = atTheStart;
  let news = false;
  let posts = 0;
  let lastAt = started;
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  let ended = false;

  const show = async (): Promise<void> => {
    busy = true;
    news = false;
    posts += 1;
    lastAt = performance.now();
    const shown = await post(state, performance.now() - started).catch(() => 'shown' as const);
    busy = false;
    if (shown === 'gone' && !ended) onGone();
  };
  const tick = setInterval(
    () => {
      const since = performance.now() - lastAt;
      const due = since >= (posts < EAGER ? everyMs : 3 * everyMs);
      if (!busy && ((news && due) || since >= HEARTBEAT_MS)) running = show();
    },
    Math.min(500, everyMs),
  ).unref();

  return {
    observe: (event: SearchEvent) => {
      state = advance(state, event);
      news = true;
    },
    async [Symbol.asyncDispose]() {
      ended = true;
      clearInterval(tick);
      await running;
    },
  };
}
