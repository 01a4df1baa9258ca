import { folderAfter, type Step, unfold } from '../measure/script-chain.ts';
import { type Evidence, installedHarness } from './evidence.ts';
import { knownBenchmark } from './known-benchmark.ts';
import type { Recipe } from './recipe.ts';

/**
 * The benchmarks that a line runs, one recipe a step of a harness that we know;
 * what comes before it is its build. `named`: a person named the line.
 */
export function readBenchmarkLine(
  line: string,
  evidence: Evidence,
  named: boolean,
): readonly Recipe[] {
  const scripts = evidence.manifest?.scripts ?? new Map();
  const isKnown = (words: Step['words']) =>
    knownBenchmark(words, { evidence, folder: '', named }) !== undefined;
  const steps = unfold(line, scripts, isKnown);
  // What follows `||` or `|` only deals with the result.
  const main = steps?.filter((step) => step.operator !== '||' && step.operator !== '|') ?? [];
  const recipes: Recipe[] = [];
  let before: Step[] = [];
  let behind: Step[] = [];
  for (const step of main) {
    const folder = folderAfter(before);
    const found = knownBenchmark(step.words, { evidence, folder, named });
    if (found === undefined) {
      before = [...before, step];
      behind = [...behind, step];
      continue;
    }
    const env = [...exported(before), ...found.env];
    recipes.push({ ...found, env, folder, build: joined(before) });
    behind = [];
  }
  const last = recipes.at(-1);
  if (last !== undefined) return [...recipes.slice(0, -1), { ...last, omitted: joined(behind) }];
  if (!named) return [];
  return [
    unknownBenchmark(
      line,
      unfold(line, scripts, () => true),
      evidence,
    ),
  ];
}

/**
 * A command whose harness does not show: make, a script, a binary. The hooks of
 * two families go through the environment, so that either is enough to know.
 */
function unknownBenchmark(
  line: string,
  steps: readonly Step[] | undefined,
  evidence: Evidence,
): Recipe {
  const kind = installedHarness(evidence) ?? 'google-benchmark';
  const last = steps?.at(-1);
  const isChain = steps?.every((step) => step.operator === '' || step.operator === '&&') === true;
  if (last === undefined || !isChain) {
    return { kind, folder: '', env: [], program: [line], args: [] };
  }
  const before = steps?.slice(0, -1) ?? [];
  const program = last.words.map((word) => word.raw);
  return {
    ...{ kind, build: joined(before), folder: folderAfter(before), env: exported(before) },
    ...{ program, args: [] },
  };
}

/** What a line exports holds for all that follows. */
const exported = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap(({ words: [first, ...rest] }) =>
    first?.text === 'export' ? rest.map(({ raw }) => raw).filter((raw) => raw.includes('=')) : [],
  );

function joined(steps: readonly Step[]): string | undefined {
  if (steps.every(({ words }) => /^(?:cd|export)$/.test(words[0]?.text ?? ''))) return undefined;
  return steps.map(({ words }) => words.map((word) => word.raw).join(' ')).join(' && ');
}
