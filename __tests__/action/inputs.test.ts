import { describe, expect, test } from '@jest/globals';
import { actionFile } from '../../scripts/action-file.ts';
import { ENGINE, INPUTS, parseConfiguration, settingsOf } from '../../src/action/inputs.ts';
import { asInputs } from '../../src/report/input-words.ts';

const given = (inputs: Record<string, string> = {}) => ({ 'github-token': 'ghs_x', ...inputs });

test('action.yml has exactly the inputs that are read', () => {
  expect(Object.keys(actionFile.inputs).sort()).toEqual([...INPUTS].sort());
});

test('an input that is not given leaves the word to the file, and the file to the default', () => {
  const file = parseConfiguration({ label: 'repair', 'max-cost': 2 }, 'orps.yml');
  expect(settingsOf(given({ label: '' }), file)).toMatchObject({
    label: 'repair',
    branchPrefix: 'orps/',
    engine: { maxCost: 2 },
  });
  expect(settingsOf(given({ label: 'mend' }), file).label).toBe('mend');
});

test('lists are lines or commas in an input, and lists in a file', () => {
  const file = parseConfiguration({ 'allowed-bots': ['a[bot]', 'b[bot]'] }, 'orps.yml');
  expect(settingsOf(given(), file).allowance.bots).toEqual(['a[bot]', 'b[bot]']);
  const { allowance } = settingsOf(given({ 'allowed-bots': 'a[bot]\n b[bot], ' }), {});
  expect(allowance.bots).toEqual(['a[bot]', 'b[bot]']);
});

describe('is wrong use, and says where and what', () => {
  test.each([
    [{ preset: 'huge' }, '"preset" in the inputs of the action or orps.yml cannot be "huge"'],
    [{ 'base-url': 'localhost' }, '"base-url"'],
    [{ mode: 'fast' }, '"mode" in the inputs of the action cannot be "fast"'],
    [{ draft: 'maybe' }, '"draft"'],
    [{ 'branch-prefix': '../x/' }, '"branch-prefix"'],
    [{ 'branch-prefix': 'main' }, 'end with / or -'],
    [{ issue: '5; rm -rf /' }, 'the number of an issue'],
    [{ 'dry-run': 'yes' }, 'true or false'],
  ])('%j', (inputs, words) => {
    expect(() => settingsOf(given(inputs), {})).toThrow(words);
  });

  test.each([
    [{ 'api-key': 'sk-1' }, 'everyone could read'],
    [{ 'github-token': 'x' }, 'everyone could read'],
    [{ modle: 'x' }, 'knows no "modle"'],
    [{ mode: 'publish' }, 'knows no "mode"'],
    [['model'], 'holds no keys and values'],
    [{ labels: [1] }, '"labels"'],
  ])('%j in the file', (value, words) => {
    expect(() => parseConfiguration(value, '.github/orps.yml')).toThrow(words);
  });

  test('no token', () => {
    expect(() => settingsOf({}, {})).toThrow('github-token');
  });
});

test.each(Object.entries(ENGINE))(
  'words about the option behind %s name the input',
  (input, option) => {
    const flag = option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    expect(asInputs(`Check --${flag}.`)).toBe(`Check \`${input}\`.`);
  },
);
