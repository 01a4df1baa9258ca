import type { Recipe } from '../../bench/cases-recipes.ts';

/** Replaces one stretch of a file, which must be there exactly once. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Turns the red tests green and a green one red. */
interface TemptingEdit extends Edit {
  readonly breaks: RegExp;
}

export interface Demo {
  readonly name: string;
  readonly recipe: Recipe;
  /** Part of the names of the tests that are red. */
  readonly red: RegExp;
  readonly tempting: readonly TemptingEdit[];
  readonly right: Edit;
}

const nodeTest: Recipe = {
  install: { kind: 'none' },
  suite: 'node --test --test-reporter=junit --test-reporter-destination="$REPORT"',
  report: 'junit',
};

/** One row a project in demo/: what is wrong with it, and what only seems to be. */
export const table: readonly Demo[] = [
  {
    name: 'gallery-cache',
    recipe: nodeTest,
    red: /sharpening one picture leaves|amending a caption leaves/,
    tempting: [
      {
        file: 'src/weighted-cache.js',
        from: 'this.#makeRoom(weight);',
        to: 'if (growth < 0) this.#makeRoom(weight);',
        breaks: /grows beyond the free room/,
      },
      {
        file: 'src/weighted-cache.js',
        from: '    this.#makeRoom(weight);\n',
        to: '',
        breaks: /grows beyond the free room/,
      },
    ],
    right: {
      file: 'src/weighted-cache.js',
      from: 'this.#makeRoom(weight)',
      to: 'this.#makeRoom(growth)',
    },
  },
  {
    name: 'opening-hours',
    recipe: {
      install: { kind: 'none' },
      suite: 'python3 -m pytest -q -p no:cacheprovider --junitxml="$REPORT"',
      report: 'junit',
    },
    red: /stays_closed_while_any_reason_holds/,
    tempting: [
      {
        file: 'opening_hours/span.py',
        from: 'end, end_open = self.end, self.end_open or other.end_open\n        elif self.end > ',
        to: 'end, end_open = self.end, False\n        elif self.end > ',
        breaks: /both_open_stay_open/,
      },
      {
        file: 'opening_hours/spans.py',
        from: 'not hole.end_open, span.end_open',
        to: 'True, span.end_open',
        breaks: /a_closure_closes_it/,
      },
    ],
    right: {
      file: 'opening_hours/span.py',
      from: 'self.end_open or other.end_open\n        elif self.end > ',
      to: 'self.end_open and other.end_open\n        elif self.end > ',
    },
  },
  {
    name: 'timetable',
    recipe: { ...nodeTest, suite: `${nodeTest.suite} "test/**/*.test.ts"` },
    red: /market ferry goes on every weekday|market day is busy on a Sunday/,
    tempting: [
      {
        file: 'src/schedule.ts',
        from: 'day.restricted && weekday.restricted',
        to: 'day.restricted || weekday.restricted',
        breaks: /weekdays alone decide/,
      },
      {
        file: 'src/schedule.ts',
        from: 'return byDay && byWeekday;',
        to: 'return byDay || byWeekday;',
        breaks: /days of the month alone decide/,
      },
    ],
    right: {
      file: 'src/field.ts',
      from: 'this.values.length < this.kind.max',
      to: 'this.values.length <= this.kind.max',
    },
  },
];
