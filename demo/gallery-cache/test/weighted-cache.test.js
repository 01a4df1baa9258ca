import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WeightedCache } from '../src/weighted-cache.js';

const cacheOf = (capacity, more = {}) =>
  new WeightedCache({ capacity, weigh: (value) => value, ...more });

test('a value is kept and counted', () => {
  const cache = cacheOf(10);
  assert.equal(cache.set('a', 4), true);
  assert.equal(cache.get('a'), 4);
  assert.equal(cache.used, 4);
  assert.equal(cache.free, 6);
});

test('a full cache keeps exactly its capacity', () => {
  const cache = cacheOf(10);
  cache.set('a', 4);
  cache.set('b', 6);
  assert.deepEqual(cache.keys(), ['b', 'a']);
  assert.equal(cache.free, 0);
});

test('the least recently used value makes room for a new one', () => {
  const cache = cacheOf(10);
  cache.set('a', 4);
  cache.set('b', 4);
  cache.get('a');
  cache.set('c', 4);
  assert.deepEqual(cache.keys(), ['c', 'a']);
});

test('as many values go as are needed, and no more', () => {
  const cache = cacheOf(10);
  for (const key of ['a', 'b', 'c', 'd']) cache.set(key, 2);
  cache.set('e', 5);
  assert.deepEqual(cache.keys(), ['e', 'd', 'c']);
  assert.equal(cache.used, 9);
});

test('a value heavier than the whole cache is refused and evicts nothing', () => {
  const cache = cacheOf(10);
  cache.set('a', 4);
  assert.equal(cache.set('b', 11), false);
  assert.deepEqual(cache.keys(), ['a']);
});

test('a value that became too heavy is gone', () => {
  const cache = cacheOf(10);
  cache.set('a', 4);
  cache.set('a', 11);
  assert.equal(cache.has('a'), false);
  assert.equal(cache.used, 0);
});

test('a value as heavy as the whole cache is kept alone', () => {
  const cache = cacheOf(10);
  cache.set('a', 4);
  cache.set('b', 10);
  assert.deepEqual(cache.keys(), ['b']);
});

test('replacing a value by one of the same weight keeps the count', () => {
  const cache = cacheOf(10);
  cache.set('a', 3);
  cache.set('b', 3);
  cache.set('a', 3);
  assert.equal(cache.used, 6);
  assert.deepEqual(cache.keys(), ['a', 'b']);
});

test('a value that grows beyond the free room evicts the oldest other one', () => {
  const cache = cacheOf(10);
  cache.set('a', 7);
  cache.set('b', 1);
  cache.set('c', 1);
  cache.set('c', 3);
  assert.deepEqual(cache.keys(), ['c', 'b']);
  assert.equal(cache.used, 4);
});

test('a value that grows is not its own victim', () => {
  const cache = cacheOf(10);
  cache.set('a', 2);
  cache.set('b', 7);
  cache.set('a', 3);
  assert.equal(cache.peek('a'), 3);
});

test('peeking is no use', () => {
  const cache = cacheOf(10);
  cache.set('a', 5);
  cache.set('b', 5);
  cache.peek('a');
  cache.set('c', 1);
  assert.equal(cache.has('a'), false);
});

test('a deleted value frees its weight', () => {
  const cache = cacheOf(10);
  cache.set('a', 5);
  assert.equal(cache.delete('a'), true);
  assert.equal(cache.delete('a'), false);
  assert.equal(cache.used, 0);
});

test('a value expires when its time is over', () => {
  let now = 0;
  const cache = cacheOf(10, { lifetime: 100, clock: () => now });
  cache.set('a', 5);
  now = 99;
  assert.equal(cache.get('a'), 5);
  now = 100;
  assert.equal(cache.get('a'), undefined);
  assert.equal(cache.used, 0);
});

test('sweeping drops what has expired and nothing else', () => {
  let now = 0;
  const cache = cacheOf(10, { lifetime: 100, clock: () => now });
  cache.set('a', 2);
  cache.set('b', 2, { lifetime: 10 });
  cache.set('c', 2, { lifetime: 10 });
  now = 50;
  assert.equal(cache.sweep(), 2);
  assert.deepEqual(cache.keys(), ['a']);
});

test('whoever leaves is announced with the reason', () => {
  const left = [];
  const cache = cacheOf(4, { onLeave: (key, reason) => left.push([key, reason]) });
  cache.set('a', 3);
  cache.set('b', 3);
  cache.delete('b');
  assert.deepEqual(left, [['a', 'evicted'], ['b', 'deleted']]);
});

test('nonsense is refused', () => {
  assert.throws(() => cacheOf(0), RangeError);
  assert.throws(() => cacheOf(10).set('a', -1), RangeError);
});
