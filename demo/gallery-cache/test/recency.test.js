import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Recency } from '../src/recency.js';

const touched = (...keys) => {
  const recency = new Recency();
  for (const key of keys) recency.touch(key);
  return recency;
};

test('an empty list has no oldest key', () => {
  assert.equal(new Recency().oldest(), undefined);
});

test('keys come from the most to the least recent', () => {
  assert.deepEqual([...touched('a', 'b', 'c').keys()], ['c', 'b', 'a']);
});

test('touching the newest key again changes nothing', () => {
  const recency = touched('a', 'b', 'b');
  assert.deepEqual([...recency.keys()], ['b', 'a']);
  assert.equal(recency.size, 2);
});

test('touching the oldest key makes the next one the oldest', () => {
  const recency = touched('a', 'b', 'c', 'a');
  assert.equal(recency.oldest(), 'b');
  assert.deepEqual([...recency.keys()], ['a', 'c', 'b']);
});

test('touching a key in the middle moves it to the front', () => {
  assert.deepEqual([...touched('a', 'b', 'c', 'b').keys()], ['b', 'c', 'a']);
});

test('a removed key is gone from either end', () => {
  const recency = touched('a', 'b', 'c');
  assert.equal(recency.remove('a'), true);
  assert.equal(recency.remove('c'), true);
  assert.deepEqual([...recency.keys()], ['b']);
  assert.equal(recency.oldest(), 'b');
});

test('removing an unknown key says so', () => {
  assert.equal(touched('a').remove('z'), false);
});

test('the only key can be touched and removed', () => {
  const recency = touched('a', 'a');
  recency.remove('a');
  assert.equal(recency.oldest(), undefined);
  assert.equal(recency.size, 0);
});
