import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WeightedCache } from '../src/weighted-cache.js';

const cacheOf = (capacity, more = {}) =>
  new WeightedCache({ capacity, weigh: (value) => value, ...more });

test('a full cache keeps exactly its capacity', () => {
  const cache = cacheOf(10);
  cache.set('a', 4);
  cache.set('b', 6);
  assert.deepEqual(cache.keys(), ['b', 'a']);
  assert.equal(cache.get('a'), 4);
  assert.equal(cache.used, 10);
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
