import { WrongUse } from '../src/errors.ts';

/**
 * What a person must know to get these projects to run their tests, as data.
 * Everything else (which tests, which commits) comes from the cases file.
 */
export interface Recipe {
  /** How dependencies come: the manifest's own, a cut-down list of npm packages, a virtual environment, or nothing. */
  readonly install:
    | { readonly kind: 'npm' }
    | { readonly kind: 'npm-packages'; readonly packages: readonly string[] }
    | {
        readonly kind: 'venv';
        readonly packages: readonly string[];
        /** Install the project itself, editable, with this environment. */
        readonly editable?: Readonly<Record<string, string>>;
      }
    | { readonly kind: 'none' };
  /** Files that a release process would generate: written beside the commit, ignored by git. */
  readonly files?: Readonly<Record<string, string>>;
  /** `--test` for the tool under test, where its own detection is not meant to find the suite. */
  readonly test?: string;
  /** The whole suite for independent judging; `$REPORT` is the report's path. */
  readonly suite: string;
  readonly report: 'junit' | 'jest' | 'tap' | 'jasmine' | 'go';
}

const pytest = (packages: readonly string[] = [], more = ''): Recipe => ({
  install: { kind: 'venv', packages: ['pytest', ...packages] },
  suite: `.venv/bin/python -m pytest -q -p no:cacheprovider --junitxml="$REPORT" ${more}`.trim(),
  report: 'junit',
});

const mocha = (packages: readonly string[], more = ''): Recipe => ({
  install: { kind: 'npm-packages', packages },
  suite:
    `node_modules/.bin/mocha --reporter xunit --reporter-option output="$REPORT" ${more}`.trim(),
  report: 'junit',
});

export const findMyWay: Recipe = {
  install: {
    kind: 'npm-packages',
    packages: [
      'fast-deep-equal@3',
      'fast-querystring@1',
      'safe-regex2@5',
      'proxyquire@2',
      'rfdc@1',
      'borp@1',
    ],
  },
  suite:
    'node --test --test-reporter=junit --test-reporter-destination="$REPORT" "test/**/*.test.js"',
  report: 'junit',
};

// Later versions of these no longer answer to what the suite of 2014 asks.
const hessian: Recipe = {
  ...mocha(
    [
      'byte@~1.0.0',
      'debug@~1.0.4',
      'is-type-of@~0.3.1',
      'js-to-java@~1.0.0',
      'long@~2.1.0',
      'should@~4.0.4',
      'mocha@10',
    ],
    '--timeout 5000 test/*.test.js',
  ),
  // The project's own script installs from a registry before every run.
  test: 'node_modules/.bin/mocha --timeout 5000 test/*.test.js',
};

const recipes: Readonly<Record<string, Recipe>> = {
  'boltons-indexedset-slice': pytest([], 'tests'),
  'boltons-omd-equality': pytest([], 'tests'),
  'mistune-emphasis-mod3': pytest(),
  'mistune-edge-cases': pytest(),
  'mistune-render-plugin-nodes': pytest(),
  'more-itertools-numeric-range': pytest([], 'tests'),
  'parse-digit-fields': pytest([], 'test_parse.py'),
  'tabulate-sep-line-padding': {
    ...pytest(['numpy', 'pandas', 'wcwidth'], 'test'),
    files: { 'tabulate/version.py': '__version__ = version = "0.9.1"\n' },
  },
  'humanize-tz-aware': {
    ...pytest(['freezegun']),
    install: {
      kind: 'venv',
      packages: ['pytest', 'freezegun'],
      editable: { SETUPTOOLS_SCM_PRETEND_VERSION: '4.15.1' },
    },
  },
  'jsyaml-merge-proto': mocha(['argparse@2', 'mocha@8', 'fast-check@2', 'ansi@0.3', 'shelljs@0.8']),
  'picomatch-extglob-branches': mocha(['fill-range@7', 'mocha@10']),
  'bugsjs-hessian-2': hessian,
  'bugsjs-hessian-4': hessian,
  'bugsjs-hessian-9': hessian,
  'luxon-duration-normalize': {
    install: { kind: 'npm' },
    suite: 'node_modules/.bin/jest --json --outputFile="$REPORT"',
    report: 'jest',
  },
  'fmw-static-between-params': findMyWay,
  'fmw-absolute-form': findMyWay,
  'qs-arraylimit-brackets': {
    install: {
      kind: 'npm-packages',
      packages: [
        'side-channel@1',
        'tape@5',
        'es-value-fixtures@1',
        'for-each@0.3',
        'has-bigints@1',
        'has-override-mistake@1',
        'has-property-descriptors@1',
        'has-proto@1',
        'has-symbols@1',
        'iconv-lite@0.5',
        'mock-property@1',
        'object-inspect@1',
        'qs-iconv@1',
        'safer-buffer@2',
      ],
    },
    test: "node_modules/.bin/tape 'test/**/*.js'",
    suite: `node_modules/.bin/tape 'test/**/*.js' > "$REPORT"`,
    report: 'tap',
  },
  'fxp-unpaired-tag': {
    install: {
      kind: 'npm-packages',
      packages: ['fast-xml-builder@1', 'strnum@2', 'he@1', 'jasmine@5'],
    },
    test: 'node_modules/.bin/jasmine spec/*spec.js',
    suite: 'node_modules/.bin/jasmine --no-color spec/*spec.js > "$REPORT"',
    report: 'jasmine',
  },
  'go-version-prerelease': {
    install: { kind: 'none' },
    files: { 'go.mod': 'module github.com/hashicorp/go-version\n\ngo 1.21\n' },
    test: 'go test ./...',
    suite: 'go test -json ./... > "$REPORT"',
    report: 'go',
  },
};

/** @throws WrongUse when none is kept for this case. */
export function recipeFor(id: string): Recipe {
  const recipe = recipes[id];
  if (recipe) return recipe;
  throw new WrongUse(
    `How to set up "${id}" is not known.`,
    'Add it to bench/cases-recipes.ts, or leave it out with --only.',
  );
}
