import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { WrongUse } from '../errors.ts';
import type { Surroundings } from '../inputs.ts';
import type { Observer } from '../ports.ts';
import { commitAll } from '../workspace/git.ts';
import { type FixResult, fix } from './fix.ts';

const demoSchema = z.array(
  z.object({ name: z.string(), title: z.string(), story: z.string(), language: z.string() }),
);

export type Demo = z.infer<typeof demoSchema>[number];

/** The demo folder lies beside `dist/` and `src/`. */
const DEMOS = join(import.meta.dirname, '..', 'demo');

/** The small red projects; only those of `names` when there are any. Throws WrongUse for an unknown name. */
export async function listDemos(names: readonly string[]): Promise<readonly Demo[]> {
  const all = demoSchema.parse(JSON.parse(await readFile(join(DEMOS, 'demos.json'), 'utf8')));
  const unknown = names.find((name) => !all.some((demo) => demo.name === name));
  if (unknown !== undefined) {
    const known = all.map((demo) => demo.name).join(', ');
    throw new WrongUse(`There is no demo "${unknown}".`, `Choose among ${known}.`);
  }
  return names.length === 0 ? all : all.filter((demo) => names.includes(demo.name));
}

/**
 * Copies a demo into a repository of its own and repairs it with the offline
 * programmer. The copy goes afterwards; the run's files stay where `out` says.
 */
export async function runDemo(
  demo: Demo,
  out: string | undefined,
  surroundings: Surroundings & { readonly now: Date },
  observe: Observer,
  signal: AbortSignal,
): Promise<FixResult> {
  const folder = await mkdtemp(join(surroundings.environment.TMPDIR ?? tmpdir(), 'orps-demo-'));
  try {
    const checkout = join(folder, demo.name);
    await cp(join(DEMOS, demo.name), checkout, { recursive: true });
    await commitAll(checkout, 'A red project');
    // The demos are written for the Node that runs this.
    const PATH = `${dirname(process.execPath)}:${surroundings.environment.PATH ?? ''}`;
    const environment = { ...surroundings.environment, PATH };
    if (out !== undefined) await mkdir(resolve(out), { recursive: true });
    const flags = {
      model: 'offline',
      goal: demo.story,
      ...(out !== undefined && { out: join(resolve(out), demo.name) }),
    };
    return await fix(checkout, flags, { ...surroundings, environment }, observe, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
