import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf, sharpEnough, sharpestWithin, sizeAt } from '../src/picture.js';

const heron = { name: 'heron', width: 80, height: 40 };

test('print is the full size and the others are fractions of it', () => {
  assert.deepEqual(sizeAt(heron, 'print'), { width: 80, height: 40 });
  assert.deepEqual(sizeAt(heron, 'screen'), { width: 40, height: 20 });
  assert.deepEqual(sizeAt(heron, 'thumbnail'), { width: 10, height: 5 });
});

test('sizes are whole pixels and never nothing', () => {
  assert.deepEqual(sizeAt({ width: 3, height: 100 }, 'thumbnail'), { width: 1, height: 13 });
});

test('a pixel takes four bytes', () => {
  assert.equal(bytesOf({ width: 10, height: 20 }), 800);
});

test('a level is sharp enough for itself and for blurrier ones', () => {
  assert.equal(sharpEnough('screen', 'screen'), true);
  assert.equal(sharpEnough('print', 'thumbnail'), true);
  assert.equal(sharpEnough('thumbnail', 'screen'), false);
});

test('the sharpest level within some bytes may take all of them', () => {
  assert.equal(sharpestWithin(heron, 12_800), 'print');
  assert.equal(sharpestWithin(heron, 12_799), 'screen');
  assert.equal(sharpestWithin(heron, 199), undefined);
});

test('every level has a size and a weight of its own', () => {
  const weights = ['thumbnail', 'screen', 'print'].map((level) => bytesOf(sizeAt(heron, level)));
  assert.deepEqual(weights, [200, 3_200, 12_800]);
});
