import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WeightedCache } from '../src/weighted-cache.js';

const cacheOf = (capacity) => new WeightedCache({ capacity, weigh: (value) => value });

test('a value that became too heavy is gone', () => {
  const cache = cacheOf(10);
  cache.set('a', 4);
  cache.set('a', 11);
  assert.equal(cache.has('a'), false);
  assert.equal(cache.used, 0);
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
