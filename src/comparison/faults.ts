import { CUT_WORDS, type Cut } from './cut.ts';
import type { Unlike } from './pairs.ts';
import type { Both, Broken, Side } from './side.ts';
import type { Subjects } from './subjects.ts';
import type { Workload } from './workload.ts';

/** Why sides that ran give nothing, or not all, to compare. */

const nounOf = ({ kind }: Workload): string => (kind === 'tests' ? 'test' : 'benchmark');

/** What fails by itself, for lack of a package above all, is not the same on both sides by merit. */
const passesNothing = ({ warmUp: { parts } }: Side): boolean =>
  parts.length > 0 && !parts.some(({ passed }) => passed);

/** The sides of which nothing passes. */
export const fruitlessOf = ({ base, head }: Both, workload: Workload): readonly Broken[] =>
  [base, head].filter(passesNothing).map(({ name, warmUp: { output } }) => ({
    side: name,
    why: `On the ${name} no ${nounOf(workload)} passes.`,
    output,
  }));

/** What fails without saying which of its parts did has to be said all the same. */
export const failureNote = (
  { name, warmUp }: Side,
  { commandLine }: Workload,
): readonly string[] =>
  warmUp.kind === 'failing' && warmUp.parts.every(({ passed }) => passed)
    ? [`On the ${name} \`${commandLine}\` fails: only what it reported nevertheless is compared.`]
    : [];

/** Why nothing came of any pair. */
export const otherwise = (
  { side, run: { why, output } }: Unlike,
  { commandLine }: Workload,
): Broken => ({
  side,
  why: `On the ${side} \`${commandLine}\` did otherwise in every run after its first: ${why || 'other tests pass'}. It is flaky, or changed by what its first run leaves.`,
  output,
});

/** Where nothing can be compared because tests fail, that is what has to be said. */
export function faultOf(
  workload: Workload,
  { failing, newlyFailing }: Subjects,
  cut: Cut,
  sides: Both,
): readonly Broken[] {
  const name = newlyFailing.length > 0 ? 'head' : 'base';
  const count = newlyFailing.length || failing.length;
  if (count === 0) return [];
  const noun = nounOf(workload);
  const tests = count === 1 ? `one ${noun} fails` : `${count} ${noun}s fail`;
  const why = `On the ${name} ${tests}, and ${CUT_WORDS[cut]}.`;
  return [{ side: name, why, output: sides[name].warmUp.output }];
}
