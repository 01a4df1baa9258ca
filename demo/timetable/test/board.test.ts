import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Board } from '../src/board.ts';

test('departures of all lines come in order of time', () => {
  const board = new Board().add('ferry', '30 9,15 * * *').add('bus', '0 10 * * *');
  assert.equal(
    board.render(new Date('2027-03-01T00:00Z'), 3),
    '2027-03-01 09:30 ferry\n2027-03-01 10:00 bus\n2027-03-01 15:30 ferry',
  );
});

test('departures of one minute come in order of name', () => {
  const board = new Board().add('tram', '@hourly').add('bus', '@hourly');
  const lines = board.next(new Date('2027-03-01T00:30Z'), 2).map(({ line }) => line);
  assert.deepEqual(lines, ['bus', 'tram']);
});

test('a new timetable replaces the old one', () => {
  const board = new Board().add('bus', '@hourly').add('bus', '15 10 * * *');
  assert.equal(board.render(new Date('2027-03-01T00:00Z'), 1), '2027-03-01 10:15 bus');
});

test('a market ferry goes on every weekday and on the market day', () => {
  // The fourteenth of March 2027 is a Sunday.
  const board = new Board().add('market ferry', '0 7 14 * mon-sat');
  assert.equal(
    board.render(new Date('2027-03-12T12:00Z'), 3),
    '2027-03-13 07:00 market ferry\n2027-03-14 07:00 market ferry\n2027-03-15 07:00 market ferry',
  );
});

test('a market day is busy on a Sunday too', () => {
  const board = new Board().add('market ferry', '0 7 14 * mon-sat');
  assert.equal(board.busyOn(new Date('2027-03-14T12:00Z')), true);
  assert.equal(board.busyOn(new Date('2027-03-21T12:00Z')), false);
});

test('a day is busy when anything leaves on it', () => {
  const board = new Board().add('bus', '0 10 * * mon-fri');
  assert.equal(board.busyOn(new Date('2027-03-05T23:00Z')), true);
  assert.equal(board.busyOn(new Date('2027-03-06T05:00Z')), false);
});
