import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseExpression } from '../src/expression.ts';

const minutes = (text: string) => parseExpression(`${text} * * * *`).minute.values;
const weekdays = (text: string) => parseExpression(`0 0 * * ${text}`).weekday.values;

test('a number allows itself', () => {
  assert.deepEqual(minutes('5'), [5]);
});

test('a list allows each of its parts, once and in order', () => {
  assert.deepEqual(minutes('30,5,5-7'), [5, 6, 7, 30]);
});

test('a star allows everything', () => {
  const { minute, hour, day, month, weekday } = parseExpression('* * * * *');
  const sizes = [minute, hour, day, month, weekday].map(({ values }) => values.length);
  assert.deepEqual(sizes, [60, 24, 31, 12, 7]);
});

test('steps start with the least value of their range', () => {
  assert.deepEqual(minutes('*/20'), [0, 20, 40]);
  assert.deepEqual(minutes('10-30/10'), [10, 20, 30]);
  assert.deepEqual(minutes('50/5'), [50, 55]);
});

test('months and weekdays have names', () => {
  assert.deepEqual(parseExpression('0 0 1 jan,Mar-MAY *').month.values, [1, 3, 4, 5]);
  assert.deepEqual(weekdays('mon-fri'), [1, 2, 3, 4, 5]);
});

test('seven is Sunday as well', () => {
  assert.deepEqual(weekdays('7'), [0]);
  assert.deepEqual(weekdays('5-7'), [0, 5, 6]);
  assert.deepEqual(weekdays('0,7'), [0]);
});

test('shorthands stand for whole expressions', () => {
  assert.deepEqual(parseExpression('@weekly'), parseExpression('0 0 * * 0'));
});

test('a stride is the common distance of values', () => {
  assert.equal(parseExpression('*/15 * * * *').minute.stride, 15);
  assert.equal(parseExpression('0,15,20 * * * *').minute.stride, 0);
  assert.equal(parseExpression('7 * * * *').minute.stride, 0);
});

test('a field with a single value is restricted and a star is not', () => {
  assert.equal(parseExpression('0 * * * *').minute.restricted, true);
  assert.equal(parseExpression('0 * * * *').hour.restricted, false);
});

for (const text of ['* * * *', '60 * * * *', '* * 0 * *', '* * * 13 *', '* * * * 8', '5-1 * * * *',
  '*/0 * * * *', '1/2/3 * * * *', 'x * * * *', '1-2-3 * * * *', '']) {
  test(`"${text}" is refused`, () => {
    assert.throws(() => parseExpression(text), SyntaxError);
  });
}
