'use strict';
/**
 * Loaded with --require into every Node process of a benchmark command. Where
 * tinybench or mitata is imported, what its `run` measured is appended to a
 * file of ours, one JSON line a benchmark: `{"name": …, "file": …, "ns": …}`, or, of one
 * that threw, `{"name": …, "file": …, "failed": true}`.
 * What the program prints stays as it is. BENCHMARK_REPORT_LINES is JSON:
 * `{"report": path of that file, "root": the repository}`.
 *
 * ES modules take synchronous hooks (Node 22.15, 23.5 and later,
 * https://nodejs.org/api/module.html#moduleregisterhooksoptions): a namespace
 * cannot be patched, so that a module of ours stands in front of the package.
 */
const { appendFileSync } = require('node:fs');
const Module = require('node:module');
const { relative } = require('node:path');

const { report, root } = JSON.parse(process.env.BENCHMARK_REPORT_LINES ?? '{}');
const MARK = '?bench-preload';
const BRIDGE = 'bench-preload';
const INSIDE = /\/node_modules\/(tinybench|mitata)\/(?!.*\/node_modules\/)/;
const HARNESSES = new Set(['tinybench', 'mitata']);
const patched = new WeakSet();

function record(name, ns, error) {
  const outcome = error === undefined ? { ns } : { failed: true };
  if ((error === undefined && typeof ns !== 'number') || report === undefined) return;
  const file = relative(root, process.argv[1] ?? '');
  const inside = file !== '' && !file.startsWith('..');
  appendFileSync(report, `${JSON.stringify({ name, ...(inside ? { file } : {}), ...outcome })}\n`);
}

/** tinybench 2 has milliseconds beside each other in `result`, later ones in `result.latency`. */
function recordTasks(bench) {
  for (const { name, result } of bench.tasks ?? []) {
    const { p50, mean } = result?.latency ?? result ?? {};
    const ms = p50 ?? mean;
    const title = bench.name ? `${bench.name} > ${name}` : String(name);
    record(title, typeof ms === 'number' ? ms * 1e6 : undefined, result?.error);
  }
}

function patchBench(Bench) {
  if (typeof Bench !== 'function' || patched.has(Bench)) return;
  patched.add(Bench);
  for (const method of ['run', 'runSync']) {
    const original = Bench.prototype[method];
    if (typeof original !== 'function') continue;
    Bench.prototype[method] = function (...args) {
      const result = original.apply(this, args);
      if (typeof result?.then !== 'function') {
        recordTasks(this);
        return result;
      }
      return result.then((value) => {
        recordTasks(this);
        return value;
      });
    };
  }
}

/** mitata's `run` gives all trials, each with its runs over arguments; times are in nanoseconds. */
const wrapRun = (run) =>
  async function (...args) {
    const all = await run.apply(this, args);
    for (const { group, runs } of all?.benchmarks ?? []) {
      const heading = all.layout?.[group]?.name;
      for (const { name, stats, error } of runs ?? []) {
        const title = heading ? `${heading} > ${name}` : String(name);
        record(title, stats?.p50 ?? stats?.avg, error);
      }
    }
    return all;
  };

const bridge = { tinybench: patchBench, wrapRun };
Object.defineProperty(globalThis, Symbol.for(BRIDGE), { value: bridge });

function standIn(name, url) {
  const real = JSON.stringify(url);
  const ours = `globalThis[Symbol.for(${JSON.stringify(BRIDGE)})]`;
  const act =
    name === 'tinybench'
      ? `${ours}.tinybench(real.Bench);`
      : `export const run = ${ours}.wrapRun(real.run);`;
  return `import * as real from ${real};\nexport * from ${real};\n${act}\n`;
}

const harnessOf = (specifier, url) =>
  HARNESSES.has(specifier) ? specifier : INSIDE.exec(url ?? '')?.[1];

Module.registerHooks?.({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const name = harnessOf(specifier, found.url);
    const parent = context.parentURL ?? '';
    const own = parent.endsWith(MARK) || INSIDE.exec(parent)?.[1] === name;
    const imported = context.conditions?.includes('import') === true;
    if (name === undefined || own || !imported || !found.url.startsWith('file:')) return found;
    return { ...found, url: `${found.url}${MARK}`, format: 'module' };
  },
  load(url, context, next) {
    if (!url.endsWith(MARK)) return next(url, context);
    const real = url.slice(0, -MARK.length);
    const name = INSIDE.exec(real)?.[1] ?? (/mitata/.test(real) ? 'mitata' : 'tinybench');
    return { format: 'module', source: standIn(name, real), shortCircuit: true };
  },
});

const { require: plain } = Module.prototype;
Module.prototype.require = function (id) {
  const exported = plain.call(this, id);
  if (id === 'tinybench') patchBench(exported?.Bench);
  if (id === 'mitata' && typeof exported?.run === 'function') {
    return { ...exported, run: wrapRun(exported.run) };
  }
  return exported;
};
