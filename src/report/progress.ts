import type { Observer } from '../ports.ts';

/** A place to watch a run from. Disposing leaves it in its final state. */
export interface ProgressView extends Disposable {
  readonly observe: Observer;
}

/** Shows nothing. */
export const silentView = (): ProgressView => ({
  observe: () => {},
  [Symbol.dispose]: () => {},
});
