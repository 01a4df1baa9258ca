import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Schedule } from '../src/schedule.ts';

const next = (expression: string, after: string) =>
  new Schedule(expression).next(new Date(`${after}Z`))?.toISOString().slice(0, 16);

test('the next moment is later than the given one', () => {
  assert.equal(next('30 9 * * *', '2027-03-01T09:29'), '2027-03-01T09:30');
  assert.equal(next('30 9 * * *', '2027-03-01T09:30'), '2027-03-02T09:30');
});

test('seconds do not count', () => {
  assert.equal(next('30 9 * * *', '2027-03-01T09:29:59'), '2027-03-01T09:30');
});

test('a passed minute waits for the next allowed hour', () => {
  assert.equal(next('15 8,12 * * *', '2027-03-01T08:20'), '2027-03-01T12:15');
  assert.equal(next('15 8,12 * * *', '2027-03-01T12:20'), '2027-03-02T08:15');
});

test('a month that is left out is skipped whole', () => {
  assert.equal(next('0 0 1 */3 *', '2027-01-15T00:00'), '2027-04-01T00:00');
});

test('the year turns', () => {
  assert.equal(next('0 0 1 1 *', '2027-06-15T00:00'), '2028-01-01T00:00');
});

test('short months have no thirty-first', () => {
  assert.equal(next('0 12 31 * *', '2027-03-31T12:00'), '2027-05-31T12:00');
});

test('the leap day comes every four years', () => {
  assert.equal(next('0 0 29 2 *', '2025-01-01T00:00'), '2028-02-29T00:00');
});

test('a date that no year has is never found', () => {
  assert.equal(next('0 0 31 feb *', '2027-01-01T00:00'), undefined);
});

test('weekdays alone decide when every day of the month is allowed', () => {
  assert.equal(next('0 9 * * mon', '2027-03-02T00:00'), '2027-03-08T09:00');
  assert.equal(next('0 9 1-31 * sat,sun', '2027-03-01T00:00'), '2027-03-06T09:00');
});

test('days of the month alone decide when every weekday is allowed', () => {
  assert.equal(next('0 9 13 * *', '2027-03-01T00:00'), '2027-03-13T09:00');
  assert.equal(next('0 9 13 * 0-7', '2027-03-01T00:00'), '2027-03-13T09:00');
});

test('a day of the month or a weekday is enough where both are given', () => {
  assert.equal(next('0 9 13 * fri', '2027-03-01T00:00'), '2027-03-05T09:00');
  assert.equal(next('0 9 13 * fri', '2027-03-12T10:00'), '2027-03-13T09:00');
});

test('a moment matches when the next one from just before is itself', () => {
  const schedule = new Schedule('*/15 9-17 * * mon-fri');
  assert.equal(schedule.matches(new Date('2027-03-01T09:45Z')), true);
  assert.equal(schedule.matches(new Date('2027-03-01T09:50Z')), false);
  assert.equal(schedule.matches(new Date('2027-03-06T09:45Z')), false);
});

test('moments are counted from the first to before the last', () => {
  const hourly = new Schedule('@hourly');
  const [from, until] = [new Date('2027-03-01T00:00Z'), new Date('2027-03-02T00:00Z')];
  assert.equal(hourly.countBetween(from, until), 24);
});

test('upcoming moments end where there are none left', () => {
  assert.deepEqual(new Schedule('0 0 30 2 *').upcoming(new Date(0), 3), []);
});
