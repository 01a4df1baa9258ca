/** Options of the command whose inputs of the action have another name. */
const RENAMED: Readonly<Record<string, string>> = {
  test: 'test-command',
  build: 'build-command',
  protect: 'protected-paths',
  editable: 'editable-paths',
};

/** Words about the command's options, for somebody who knows the action's inputs. */
export const asInputs = (words: string): string =>
  words
    .replace(/`?--([a-z]+(?:-[a-z]+)*)`?/g, (_, name: string) => `\`${RENAMED[name] ?? name}\``)
    .replace('neither ORPS_API_KEY nor OPENAI_API_KEY is set', 'there is no `api-key`')
    .replace(/`?ORPS_API_KEY`? or `?OPENAI_API_KEY`?/g, '`api-key`');
