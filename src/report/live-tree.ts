import type { ProgressState, Sprout } from './progress-state.ts';
import type { Format, Piece } from './terminal-line.ts';
import { type Branch, prunedTree } from './tree.ts';
import { counted, deeds, score, strategyName } from './wording.ts';

export interface Signs {
  readonly fork: string;
  readonly last: string;
  readonly through: string;
  readonly full: string;
  readonly empty: string;
  readonly best: string;
}

const share = ({ failToPass, passToPass }: Sprout): number =>
  (failToPass === null ? 0 : 2 * (failToPass.passed / Math.max(1, failToPass.total))) +
  (passToPass === null ? 0 : passToPass.passed / Math.max(1, passToPass.total));

/** What leads so far: most tests repaired, fewest broken, then the step score. */
export function leader({ sprouts }: ProgressState): Sprout | undefined {
  const standing = (sprout: Sprout): number => 10 * share(sprout) + (sprout.stepScore ?? 0);
  let best: Sprout | undefined;
  for (const sprout of sprouts.values()) {
    if (sprout.verdict === null || sprout.phase === 'failed') continue;
    if (best === undefined || standing(sprout) > standing(best)) best = sprout;
  }
  return best;
}

const bar = (value: number, { full, empty }: Signs): string => {
  const filled = Math.round(Math.min(1, Math.max(0, value)) * 5);
  return full.repeat(filled) + empty.repeat(5 - filled);
};

function formatOf(sprout: Sprout, best: boolean): Format {
  if (best) return ['bold', 'green'];
  if (sprout.phase === 'failed') return 'red';
  if (sprout.phase === 'ended') return 'dim';
  if (sprout.phase !== 'scored') return 'cyan';
  return sprout.verdict === 'plausible' ? 'green' : 'reset';
}

function leaf(sprout: Sprout, best: boolean, inBeam: boolean, signs: Signs): readonly Piece[] {
  const { id, strategy, phase, verdict, failToPass, passToPass, stepScore } = sprout;
  const points = stepScore === null ? '' : `${bar(stepScore, signs)} ${score(stepScore)}  `;
  const tests = failToPass === null ? '' : `  ${deeds(failToPass, passToPass, '  ')}`;
  const state = phase === 'scored' || phase === 'ended' ? (verdict ?? phase) : phase;
  const place = `${best ? `${signs.best} best  ` : ''}${inBeam ? 'beam  ' : ''}`;
  return [
    [id.slice(id.lastIndexOf('/') + 1), formatOf(sprout, best)],
    `  ${points}`,
    [place, 'bold'],
    [`${state}${tests}`, formatOf(sprout, best)],
    [`  ${strategyName(strategy)}`, 'dim'],
  ];
}

/** The tree in at most `lines` lines: the best, the beam and what is at work, with their ancestors. */
export function liveTree(
  state: ProgressState,
  lines: number,
  signs: Signs,
): readonly (readonly Piece[])[] {
  const best = leader(state)?.id;
  const beam = new Set(state.beam);
  const rank = (sprout: Sprout): number => {
    if (sprout.id === best) return 100;
    if (beam.has(sprout.id)) return 50 + (sprout.stepScore ?? 0);
    if (sprout.phase === 'failed' || sprout.phase === 'ended') return -1;
    return sprout.phase === 'scored' ? (sprout.stepScore ?? 0) : 20;
  };
  const all = [...state.sprouts.values()];
  const forest = prunedTree(all, all.length <= lines ? lines : lines - 1, rank);
  const drawn: (readonly Piece[])[] = [];
  const draw = (branches: readonly Branch<Sprout>[], stem: string): void => {
    for (const [index, { item, children }] of branches.entries()) {
      const final = index === branches.length - 1;
      const twig: Piece = [`${stem}${final ? signs.last : signs.fork} `, 'dim'];
      drawn.push([twig, ...leaf(item, item.id === best, beam.has(item.id), signs)]);
      draw(children, `${stem}${final ? '   ' : `${signs.through}  `}`);
    }
  };
  draw(forest.branches, '  ');
  const hidden = all.length - forest.shown;
  const failed = all.filter(({ phase }) => phase === 'failed').length;
  const rest = `  ${counted(hidden, 'more candidate')} not shown; ${failed} of all ${all.length} failed`;
  return hidden === 0 ? drawn : [...drawn, [[rest, 'dim']]];
}
