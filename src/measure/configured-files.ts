import { dirname, join, normalize } from 'node:path/posix';
import { ENDINGS, type ScriptSources } from './executed-files.ts';

const CONFIGURATION =
  /(?:^|\/)(?:package\.json|(?:jest|vitest|vite|karma|ava|playwright)\.config\.[a-z]+(?:\.json)?|vitest\.workspace\.[a-z]+|\.mocharc(?:\.[a-z]+)?)$/;

/** Keys of Jest, Vitest, Mocha and their kind whose files run in the process of the tests, or around it. */
const KEYS =
  'setupFiles|setupFilesAfterEnv|setupFilesAfterEach|globalSetup|globalTeardown|testEnvironment|environment|reporters|' +
  'runner|testRunner|testSequencer|resolver|transform|snapshotSerializers|snapshotResolver|snapshotEnvironment|require|import|loader|file';

/** `key: value`, where the value is text, a list or an object of a few lines. */
const SETTING = new RegExp(
  `(?:^|[^\\w])["']?(?:${KEYS})["']?\\s{0,20}:\\s{0,20}(\\[[^\\]]{0,2000}\\]|\\{[^}]{0,2000}\\}|(?:-[ \\t][^\\n]{0,300}(?:\\n[ \\t]{0,20})?){1,50}|[^\\n,}]{1,300})`,
  'g',
);
const LOADING =
  /(?:^|\s)(?:-r|--require|--import|--loader|--setupFiles\w*|--file)[ =]["']?([^\s"']+)/g;

/** Names of files in a text: what stands in quotes, or in YAML behind a dash or a colon. */
const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/["'`]([^"'`\n]{1,300})["'`]|(?:^|-)[ \t]*([\w./@][\w./@-]{0,300})/gm)].flatMap(
    ([, quoted, bare]) => quoted ?? bare ?? [],
  );

/**
 * Files of the repository that the runner's configuration, or a script of
 * package.json, loads into the process of the tests: they could change what a
 * test means. As far as the text tells; a wrong hit protects a file too many.
 */
export async function configuredFiles(sources: ScriptSources): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const add = (name: string, folder: string): void => {
    const path = normalize(join(folder, name.replace(/^<rootDir>\//, '')));
    for (const one of ENDINGS.map((ending) => path + ending))
      if (sources.files.has(one)) found.add(one);
  };
  for (const script of sources.scripts.values()) {
    for (const [, name = ''] of script.matchAll(LOADING)) add(name, '.');
  }
  for (const file of [...sources.files].filter((path) => CONFIGURATION.test(path))) {
    const text = (await sources.read(file)) ?? '';
    for (const [, value = ''] of text.matchAll(SETTING)) {
      for (const name of namesIn(value)) add(name, dirname(file));
    }
  }
  return found;
}
