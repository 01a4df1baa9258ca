/**
 * A line of the runner's ends with LF or CR alone (.NET's `ReadLine`), and what it takes for space
 * (`TrimStart`) is JavaScript's and NEL.
 */
const COMMAND = /(^|[\n\r])([[\s\u0085]--[\n\r]]*)::/gv;

/** The runner obeys `::` at the start of a line, whatever space is before it, and `##[` anywhere in one. */
export const withoutWorkflowCommands = (text: string): string =>
  text.replaceAll('##[', '## [').replace(COMMAND, '$1$2: :');

/** JSON that says the same and that the runner does not obey: brackets after `##` stand in strings alone. */
export const jsonWithoutWorkflowCommands = (json: string): string =>
  json.replaceAll('##[', '##\\u005b');
