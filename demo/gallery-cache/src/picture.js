const LEVELS = ['thumbnail', 'screen', 'print'];
const SCALE = { thumbnail: 1 / 8, screen: 1 / 2, print: 1 };
const BYTES_PER_PIXEL = 4;

/** Is `level` at least as sharp as `wanted`? */
export function sharpEnough(level, wanted) {
  return rank(level) >= rank(wanted);
}

/** The size of one rendering, in whole pixels. */
export function sizeAt(picture, level) {
  rank(level);
  const scale = SCALE[level];
  return {
    width: Math.max(1, Math.round(picture.width * scale)),
    height: Math.max(1, Math.round(picture.height * scale)),
  };
}

/** Memory that a rendering takes. */
export function bytesOf({ width, height }) {
  return width * height * BYTES_PER_PIXEL;
}

/** The sharpest level whose rendering takes at most `bytes`; `undefined` when none does. */
export function sharpestWithin(picture, bytes) {
  return LEVELS.findLast((level) => bytesOf(sizeAt(picture, level)) <= bytes);
}

function rank(level) {
  const found = LEVELS.indexOf(level);
  if (found < 0) throw new RangeError(`no such level: ${level}`);
  return found;
}
