import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gallery } from '../src/gallery.js';

// At 80 × 80 pixels: 400 bytes as a thumbnail, 6,400 on a screen, 25,600 in print.
const catalogue = ['harbour', 'heron', 'lighthouse', 'market'].map((name) => {
  return { name, width: 80, height: 80 };
});

const galleryWith = (budget, more = {}) => {
  const rendered = [];
  const render = (picture, size) => {
    rendered.push(picture.name);
    return `${picture.name}@${size.width}x${size.height}`;
  };
  return { gallery: new Gallery({ catalogue, render, budget, ...more }), rendered };
};

test('a picture is rendered once and then shown from memory', () => {
  const { gallery, rendered } = galleryWith(10_000);
  gallery.show('heron');
  assert.equal(gallery.show('heron').pixels, 'heron@40x40');
  assert.deepEqual(rendered, ['heron']);
});

test('a sharper rendering than asked for is good enough', () => {
  const { gallery, rendered } = galleryWith(10_000);
  gallery.show('heron', 'screen');
  assert.equal(gallery.show('heron', 'thumbnail').level, 'screen');
  assert.equal(rendered.length, 1);
});

test('a blurrier rendering than asked for is replaced', () => {
  const { gallery, rendered } = galleryWith(10_000);
  gallery.show('heron', 'thumbnail');
  assert.equal(gallery.show('heron', 'screen').level, 'screen');
  assert.equal(rendered.length, 2);
  assert.equal(gallery.bytesFree, 3_600);
});

test('preloaded pictures are all ready, the first named most recent', () => {
  const { gallery } = galleryWith(1_600);
  gallery.preload(['harbour', 'heron', 'market']);
  assert.deepEqual(gallery.ready(), ['harbour', 'heron', 'market']);
});

test('sharpening one picture leaves the others ready while there is room', () => {
  const { gallery, rendered } = galleryWith(7_600);
  gallery.preload(['harbour', 'heron', 'market']);
  gallery.show('lighthouse', 'thumbnail');
  gallery.show('heron', 'screen');
  assert.deepEqual(gallery.ready(), ['heron', 'lighthouse', 'harbour', 'market']);
  gallery.show('market', 'thumbnail');
  assert.equal(rendered.length, 5);
});

test('the picture on the screen outlives the others', () => {
  const { gallery } = galleryWith(13_000);
  gallery.show('harbour', 'screen');
  gallery.show('heron', 'screen');
  gallery.show('market', 'screen');
  assert.deepEqual(gallery.ready(), ['market', 'heron']);
});

test('the sharpest rendering is what the whole budget holds', () => {
  assert.equal(galleryWith(30_000).gallery.showSharpest('heron').level, 'print');
  assert.equal(galleryWith(25_599).gallery.showSharpest('heron').level, 'screen');
  assert.equal(galleryWith(400).gallery.showSharpest('heron').level, 'thumbnail');
  assert.throws(() => galleryWith(399).gallery.showSharpest('heron'), /does not fit/);
});

test('the status line counts hits, renderings and evictions', () => {
  const { gallery } = galleryWith(7_000);
  gallery.show('heron');
  gallery.show('heron');
  gallery.show('heron');
  gallery.show('market');
  assert.equal(String(gallery.statistics), '50 % hits, 2 rendered, 1 evicted');
});

test('renderings are made anew after their time', () => {
  let now = 0;
  const { gallery, rendered } = galleryWith(10_000, { lifetime: 60, clock: () => now });
  gallery.show('heron');
  now = 60;
  assert.deepEqual(gallery.ready(), []);
  gallery.show('heron');
  assert.equal(rendered.length, 2);
});

test('unknown pictures and levels are refused', () => {
  const { gallery } = galleryWith(10_000);
  assert.throws(() => gallery.show('nowhere'), /no such picture: nowhere/);
  assert.throws(() => gallery.show('heron', 'poster'), /no such level: poster/);
});
