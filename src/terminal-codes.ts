import { stripVTControlCharacters } from 'node:util';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go.
const osc = /[\u001B\u009B]\][^\u0007\u001B\u009B\u009C]*(?:\u0007|\u001B\\|\u009C)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go.
const unended = /(?<![\u001B\u009B])[\u001B\u009B]+\]/g;

/**
 * A stranger's text without what steers a terminal. Commands that end with a
 * terminator of their own go first: Node's pattern looks for it in all of the
 * rest of the text, which takes quadratic time where there are many without one.
 */
export const withoutTerminalCodes = (text: string): string =>
  stripVTControlCharacters(text.replace(osc, '').replace(unended, ''));
