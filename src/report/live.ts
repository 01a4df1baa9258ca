import { createLogUpdate } from 'log-update';
import type { SearchEvent } from '../ports.ts';
import { liveFrame } from './live-frame.ts';
import type { ProgressView } from './progress.ts';
import { advance, atTheStart } from './progress-state.ts';

/** A stream that knows its size and says when it changes, such as `process.stderr`. */
export type Terminal = NodeJS.WritableStream & {
  readonly columns?: number;
  readonly rows?: number;
};

export interface LiveOptions {
  readonly unicode: boolean;
  readonly colour: boolean;
}

const frameMs = 100;
const tickMs = 1000;

/**
 * One view of the whole run that redraws itself, at most ten times a second.
 * Its timers never keep the process alive; disposing draws the last frame and
 * leaves it on the screen.
 */
export function liveView(terminal: Terminal, { unicode, colour }: LiveOptions): ProgressView {
  const screen = createLogUpdate(terminal);
  const started = performance.now();
  let state = atTheStart;
  let pending: NodeJS.Timeout | undefined;
  // Time spent before a resumed run came back is the engine's to tell.
  let lead = 0;

  const elapsed = (): number => performance.now() - started + lead;
  const draw = (): void => {
    pending = undefined;
    const { columns = 80, rows = 24 } = terminal;
    screen(liveFrame(state, { columns, rows, unicode, colour, elapsedMs: elapsed() }));
  };
  const redraw = (): void => {
    pending ??= setTimeout(draw, frameMs).unref();
  };
  const resized = (): void => {
    screen.clear();
    redraw();
  };
  const tick = setInterval(redraw, tickMs).unref();
  terminal.on('resize', resized);

  return {
    observe: (event: SearchEvent) => {
      if (event.kind === 'usage') lead = event.elapsedMs - (performance.now() - started);
      state = advance(state, event);
      redraw();
    },
    [Symbol.dispose]: () => {
      clearInterval(tick);
      clearTimeout(pending);
      terminal.off('resize', resized);
      draw();
      screen.done();
    },
  };
}
