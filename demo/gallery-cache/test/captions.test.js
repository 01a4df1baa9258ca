import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Captions } from '../src/captions.js';

const captionsOf = (letters) => {
  const written = [];
  const write = (name) => {
    written.push(name);
    return ` The ${name} `;
  };
  return { captions: new Captions({ write, letters }), written };
};

test('a caption is written once', () => {
  const { captions, written } = captionsOf(100);
  assert.equal(captions.of('heron'), 'The heron');
  assert.equal(captions.of('heron'), 'The heron');
  assert.deepEqual(written, ['heron']);
  assert.equal(captions.lettersFree, 91);
});

test('an amended caption keeps its remarks, each once', () => {
  const { captions } = captionsOf(100);
  captions.amend('heron', 'at dusk');
  captions.amend('heron', 'at dusk');
  assert.equal(captions.of('heron'), 'The heron, at dusk');
});

test('amending a caption leaves the others as visitors left them', () => {
  const { captions } = captionsOf(40);
  captions.amend('heron', 'at dusk');
  captions.amend('market', 'in May');
  assert.equal(captions.of('heron'), 'The heron, at dusk');
  assert.equal(captions.lettersFree, 4);
});

test('a caption that no longer fits is written anew', () => {
  const { captions, written } = captionsOf(20);
  captions.amend('heron', 'at dusk');
  captions.of('market');
  assert.equal(captions.of('heron'), 'The heron');
  assert.deepEqual(written, ['heron', 'market', 'heron']);
});
