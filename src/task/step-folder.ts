import { join, normalize } from 'node:path/posix';
import * as z from 'zod';

const named = { 'working-directory': z.string().optional() };
const defaults = z.object({ run: z.object(named).optional() }).nullish();
const step = z.object({ name: z.string().optional(), run: z.string().optional(), ...named });

/** As much of a workflow file as says where its steps run. */
const workflowSchema = z.object({
  defaults,
  jobs: z.record(z.string(), z.object({ defaults, steps: z.array(step).optional() })),
});

export interface KnownStep {
  readonly name: string | undefined;
  /** The lines of its script, as its log has them. */
  readonly script: readonly string[];
  /** The line of them that runs the tests. */
  readonly testLine: string | undefined;
}

const linesOf = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');

/**
 * The folder below the toplevel in which CI ran its tests: the step's, the job's
 * or the workflow's `working-directory`, and plain `cd` lines of its script.
 * `undefined` for the toplevel, and where it cannot be told.
 */
export function stepFolder(workflow: unknown, known: KnownStep): string | undefined {
  const below = normalize(join(declaredFolder(workflow, known) ?? '.', ...visited(known)));
  const leaves = below.startsWith('/') || below.split('/').includes('..');
  return leaves || below === '.' ? undefined : below.replace(/\/$/, '');
}

function declaredFolder(workflow: unknown, { name, script }: KnownStep): string | undefined {
  const parsed = workflowSchema.safeParse(workflow);
  if (!parsed.success) return undefined;
  const { jobs, defaults: common } = parsed.data;
  const all = Object.values(jobs).flatMap(({ defaults: own, steps = [] }) =>
    steps.map((one) => ({
      ...one,
      folder:
        one['working-directory'] ??
        own?.run?.['working-directory'] ??
        common?.run?.['working-directory'],
    })),
  );
  const text = linesOf(script.join('\n'));
  const same = all.filter(({ run }) => run !== undefined && linesOf(run) === text);
  const likely = same.length > 0 ? same : all.filter((one) => one.name === name);
  const folders = new Set(likely.map(({ folder }) => folder));
  const [folder] = folders;
  // An expression is known to the runner alone.
  return folders.size === 1 && folder?.includes('${{') === false ? folder : undefined;
}

/** Folders that a script enters before it tests. */
function visited({ script, testLine }: KnownStep): readonly string[] {
  const lines = script.map((line) => line.trim());
  const before = testLine === undefined ? [] : lines.slice(0, lines.lastIndexOf(testLine));
  return before.flatMap((line) => line.match(/^cd ([\w./@-]+)$/)?.[1] ?? []);
}
