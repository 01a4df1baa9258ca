import type { Model, Workspaces } from './ports.ts';

/** Wall time during which at least one of its activities was under way, in milliseconds. */
export class BusyClock {
  #active = 0;
  #since = 0;
  #total = 0;

  async during<T>(activity: () => Promise<T>): Promise<T> {
    if (this.#active++ === 0) this.#since = performance.now();
    try {
      return await activity();
    } finally {
      if (--this.#active === 0) this.#total += performance.now() - this.#since;
    }
  }

  get totalMs(): number {
    return Math.round(this.#total + (this.#active > 0 ? performance.now() - this.#since : 0));
  }
}

/** Where the time of a run goes; calls overlap tests, so the parts may exceed the whole. */
export interface Clocks {
  readonly model: BusyClock;
  readonly tests: BusyClock;
  /** Either of them: what remains of the total is our own overhead. */
  readonly any: BusyClock;
}

export const createClocks = (): Clocks => ({
  model: new BusyClock(),
  tests: new BusyClock(),
  any: new BusyClock(),
});

export const timedModel = (model: Model, clocks: Clocks): Model => ({
  name: model.name,
  complete: (request, signal) =>
    clocks.any.during(() => clocks.model.during(() => model.complete(request, signal))),
});

/** Every process in a workspace counts as test time: the build step and the test runs. */
export const timedWorkspaces = (workspaces: Workspaces, clocks: Clocks): Workspaces => ({
  isolation: workspaces.isolation,
  read: (path) => workspaces.read(path),
  files: () => workspaces.files(),
  open: async (changes) => {
    const workspace = await workspaces.open(changes);
    return {
      isBase: workspace.isBase,
      root: workspace.root,
      toplevel: workspace.toplevel,
      outbox: workspace.outbox,
      exec: (command, signal) =>
        clocks.any.during(() => clocks.tests.during(() => workspace.exec(command, signal))),
      [Symbol.asyncDispose]: () => workspace[Symbol.asyncDispose](),
    };
  },
});
