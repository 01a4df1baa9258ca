import fc from 'fast-check';
import type { Report } from '../../src/report/report.ts';
import { hostile } from './hostile.ts';
import { sample } from './sample.ts';

const best = sample.best;
if (best === null) throw new Error('The sample has a repair.');

/** The sample, with hostile text wherever a stranger's text can stand. */
export const hostileReport: fc.Arbitrary<Report> = fc
  .tuple(fc.array(hostile, { minLength: 16, maxLength: 16 }), fc.boolean())
  .map(([texts, shown]) => {
    const text = (index: number): string => texts[index % texts.length] ?? '';
    return {
      ...sample,
      reason: text(0),
      model: text(1),
      base: { ...sample.base, branch: text(2) },
      task: { goal: text(3), testCommand: text(4), buildCommand: text(5) },
      baseline: {
        ...sample.baseline,
        failToPass: [{ name: text(6), file: text(7), message: text(8) }],
        flaky: [text(9)],
      },
      reproduction: {
        tests: shown ? [text(2)] : [],
        critique: shown ? text(3) : null,
        score: shown ? 5 : null,
        attempts: [
          { tests: [text(4)], reasoning: text(5), outcome: text(6), patch: text(7) },
          { tests: [], reasoning: '', outcome: text(8), patch: '' },
        ],
      },
      best: {
        ...best,
        strategy: text(10),
        reasoning: text(11),
        critique: text(12),
        patch: text(13),
      },
      candidates: sample.candidates.map((candidate, index) => ({
        ...candidate,
        id: candidate.id === best.id ? candidate.id : `${candidate.id}${text(index)}`,
        strategy: text(index + 3),
        reason: text(index + 5),
        critique: text(index + 7),
        patch: text(index + 9),
      })),
      isolation: { ...sample.isolation, notes: [text(14)] },
      stoppedBy: text(15),
    };
  });
