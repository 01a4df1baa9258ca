/** Why there are fewer pairs than the rule asks for: first what there is none of at all. */
export const CUTS = [
  ...(['not-asked', 'not-counted', 'nothing-passes', 'nothing-alike', 'too-short'] as const),
  'side-broken',
  ...(['out-of-time', 'interrupted', 'first-look', 'nothing-shows'] as const),
] as const;

export type Cut = (typeof CUTS)[number];

/** In a sentence. */
export const CUT_WORDS: Readonly<Record<Cut, string>> = {
  'not-asked': 'not asked for',
  'not-counted': 'nothing was counted, and times were not asked for',
  'nothing-passes': 'on one side nothing passes',
  'nothing-alike': 'nothing that ran is the same on both sides',
  'too-short': 'what is the same on both sides is too short to be compared',
  'side-broken': 'one side could not be measured',
  'out-of-time': 'the time was up',
  interrupted: 'it was interrupted',
  'first-look': 'a first look',
  'nothing-shows': 'no difference showed in them',
};

const NOT_COMPARED: ReadonlySet<Cut | null> = new Set<Cut>([
  ...(['not-counted', 'nothing-passes', 'nothing-alike', 'too-short'] as const),
]);

/** Was there something that both sides do, long enough to be measured, and a way to measure it? */
export const wasComparable = (cut: Cut | null): boolean => !NOT_COMPARED.has(cut);
