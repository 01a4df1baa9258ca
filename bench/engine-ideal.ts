import type { Load } from './engine-run.ts';

/**
 * The makespan of a machine that loses no time: each candidate asks the model
 * (`modelMs`), runs its tests (`testMs`), asks the critic (`modelMs`); at most
 * `concurrency` calls and `jobs` test runs at once, first come first served;
 * the beam is a barrier.
 */
export function idealMakespan(load: Load, concurrency: number, jobs: number): number {
  let total = 0;
  for (let round = 0; round < load.rounds; round++) {
    total += idealRound(
      round === 0 ? load.samples : load.samples * load.beam,
      load,
      concurrency,
      jobs,
    );
  }
  return total;
}

interface Arrival {
  readonly at: number;
  readonly step: 0 | 1 | 2;
}

/** Serves waiting steps in order of arrival on the earliest free server of their kind. */
function idealRound(candidates: number, load: Load, concurrency: number, jobs: number): number {
  const free = { model: Array<number>(concurrency).fill(0), tests: Array<number>(jobs).fill(0) };
  const waiting: Arrival[] = Array.from({ length: candidates }, () => ({ at: 0, step: 0 }));
  let end = 0;
  for (;;) {
    waiting.sort((a, b) => a.at - b.at);
    const next = waiting.shift();
    if (!next) return end;
    const servers = next.step === 1 ? free.tests : free.model;
    const server = servers.indexOf(Math.min(...servers));
    const start = Math.max(next.at, servers[server] ?? 0);
    const done = start + (next.step === 1 ? load.testMs : load.modelMs);
    servers[server] = done;
    end = Math.max(end, done);
    if (next.step < 2) waiting.push({ at: done, step: next.step === 0 ? 1 : 2 });
  }
}
