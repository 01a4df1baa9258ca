import type { ComparedPart, ComparedWorkload, JudgementRecord, Measure } from './comparison.ts';

/** Numbers of a comparison as people read them. */

const NAMES: Readonly<Record<Measure['name'], string>> = {
  instructions: 'Instructions',
  'branch-misses': 'Branch misses',
  cpu: 'CPU time',
  'user-cpu': 'User CPU time',
  'system-cpu': 'System CPU time',
  wall: 'Wall time',
  'peak-memory': 'Peak memory',
  'minor-faults': 'Minor page faults',
  'major-faults': 'Major page faults',
};

export const measureName = (name: Measure['name']): string => NAMES[name];

const STEPS: Readonly<
  Record<string, readonly (readonly [least: number, per: number, unit: string])[]>
> = {
  ms: [
    [60_000, 60_000, 'min'],
    [1_000, 1_000, 's'],
    [1, 1, 'ms'],
    [0, 0.001, 'µs'],
  ],
  bytes: [
    [2 ** 30, 2 ** 30, 'GiB'],
    [2 ** 20, 2 ** 20, 'MiB'],
    [0, 2 ** 10, 'KiB'],
  ],
  'ns/op': [
    [1e9, 1e9, 's/op'],
    [1e6, 1e6, 'ms/op'],
    [1e3, 1e3, 'µs/op'],
    [0, 1, 'ns/op'],
  ],
  'op/s': [
    [1e9, 1e9, 'G op/s'],
    [1e6, 1e6, 'M op/s'],
    [1e4, 1e3, 'k op/s'],
    [0, 1, 'op/s'],
  ],
  count: [
    [1e9, 1e9, 'G'],
    [1e6, 1e6, 'M'],
    [1e4, 1e3, 'k'],
    [0, 1, ''],
  ],
};

/** Four digits, as `1.234 s`, `56.78 MiB`, `9012`; `n/a` where it was not measured. */
export function figure(value: number | null, unit: string): string {
  if (value === null) return 'n/a';
  const step = STEPS[unit]?.find(([least]) => value >= least);
  const [, per, shown] = step ?? [0, 1, unit];
  return `${digits(value / per)} ${shown}`.trim();
}

const FOUR_DIGITS = new Intl.NumberFormat('en-GB', {
  maximumSignificantDigits: 4,
  useGrouping: 'min2',
});

const digits = (value: number): string => {
  if (Number.isInteger(value) && value < 10_000) return String(value);
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(2);
  return FOUR_DIGITS.format(value);
};

/** A share as a percentage with as many digits as mean anything: `0.034 %`, `1.2 %`, `34 %`. */
export function percent(share: number): string {
  const size = Math.abs(100 * share);
  return `${shareDigits(size)}${SPACE}%`;
}

/** Keeps a number and its sign together. */
const SPACE = '\u00a0';

const shareDigits = (size: number): string => {
  if (size === 0) return '0';
  if (size < 0.001) return '< 0.001';
  return size >= 9.95 ? size.toFixed(0) : size >= 0.095 ? size.toFixed(1) : size.toFixed(3);
};

/** From so many times as much on, a percentage is harder to read than that. */
const MANIFOLD = 10;

const isNearlyAll = (share: number): boolean => share < -0.99 && share > -1;

/** All but a rest is never all: `−99.6 %`. */
const nearlyAll = (rest: number): string =>
  `−${(100 * (1 - rest)).toFixed(Math.min(6, Math.ceil(-Math.log10(rest)) - 1))}${SPACE}%`;

/** The same with its sign: `+1.2 %`, `−34 %`. */
export const signed = (share: number): string => {
  if (share >= MANIFOLD - 1) return `×${digits(1 + share)}`;
  if (isNearlyAll(share)) return nearlyAll(1 + share);
  const size = percent(share);
  // What is too small to be told has no direction.
  return size.startsWith('<') ? size : `${share < 0 ? '−' : '+'}${size}`;
};

type Figures = Pick<Measure | ComparedPart, 'base' | 'head' | 'judgement'>;

/** `+12 % (+10 to +14 %)`, `+12 % (at 93 %: +10 to +14 %)`, `from nothing`, or `n/a`. */
export function change(figures: Figures): string {
  const one = figures.judgement?.change ?? null;
  if (one === null) return isFromNothing(figures) ? 'from nothing' : 'n/a';
  const { centre, low, high, level } = one;
  if (level === 0) return signed(centre);
  const [told = '', from = '', to = ''] = alike([centre, low, high]);
  return `${told} (${atLevel(level)}${span(from, to)})`;
}

/** Never more than it is. */
const atLevel = (level: number | undefined): string =>
  level === undefined ? '' : `at ${Math.floor(100 * level)}${SPACE}%: `;

/** No percentage says how much more that is. */
export const isFromNothing = ({ base, head, judgement }: Figures): boolean =>
  judgement?.change === null && base === 0 && head !== null && head > 0;

/** `+10 to +14 %`. */
export const interval = (low: number, high: number): string => {
  const [from = '', to = ''] = alike([low, high]);
  return span(from, to);
};

const span = (from: string, to: string): string =>
  `${to.endsWith('%') ? from.replace(`${SPACE}%`, '') : from} to ${to}`;

/** Shares that stand together, signed and with equally many decimals: those of the finest, yet at most one more than the largest has. */
function alike(shares: readonly number[]): readonly string[] {
  const alone = shares.map(signed);
  const largest = Math.max(...shares.map(Math.abs));
  const most = shares.some(isNearlyAll)
    ? Number.POSITIVE_INFINITY
    : 1 + decimalsOf(percent(largest));
  const decimals = Math.min(most, Math.max(...alone.map(decimalsOf)));
  return shares.map((share, at) => {
    const one = alone[at] ?? '';
    return /^[+−].*%$/.test(one)
      ? `${one.charAt(0)}${Math.abs(100 * share).toFixed(decimals)}${SPACE}%`
      : one;
  });
}

const decimalsOf = (shown: string): number => /^[+−]?\d+\.(\d+)/.exec(shown)?.[1]?.length ?? 0;

const chance = (p: number): string =>
  p < 0.0001 ? `p${SPACE}<${SPACE}0.0001` : `p${SPACE}=${SPACE}${p.toFixed(4)}`;

/** How sure one may be, in a few words. */
export function certainty(judgement: JudgementRecord): string {
  const { verdict, p, visible, noise, why } = judgement;
  switch (verdict) {
    case 'faster':
    case 'slower':
      return p === null ? `counted, repeats within ${percent(noise ?? 0)}` : chance(p);
    case 'no-difference':
      return `no difference (≥ ${percent(visible ?? 0)} would have been seen)`;
    case 'inconclusive':
      return visible === null
        ? `inconclusive: ${why}`
        : `inconclusive: ${why}, only ≥ ${percent(visible)} would have been seen`;
  }
}

/** Was anything measured at all? */
export const hasFigures = ({
  pairs,
  counting,
}: Pick<ComparedWorkload, 'pairs' | 'counting'>): boolean =>
  pairs.done > 0 || counting.source !== null;
