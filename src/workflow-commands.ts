/** The runner obeys `::` at the start of a line, whatever space is before it, and `##[` anywhere in one. */
export const withoutWorkflowCommands = (text: string): string =>
  text.replaceAll('##[', '## [').replace(/^([^\S\n\r]*)::/gm, '$1: :');

/** JSON that says the same and that the runner does not obey: brackets after `##` stand in strings alone. */
export const jsonWithoutWorkflowCommands = (json: string): string =>
  json.replaceAll('##[', '##\\u005b');
