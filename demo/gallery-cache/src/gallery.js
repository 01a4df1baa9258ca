import { bytesOf, sharpEnough, sharpestWithin, sizeAt } from './picture.js';
import { Statistics } from './statistics.js';
import { WeightedCache } from './weighted-cache.js';

/** Shows pictures, rendering each only as sharp as it was asked for so far. */
export class Gallery {
  #catalogue;
  #render;
  #cache;
  #budget;
  statistics = new Statistics();

  constructor({ catalogue, render, budget, lifetime, clock }) {
    this.#catalogue = new Map(catalogue.map((picture) => [picture.name, picture]));
    this.#render = render;
    this.#budget = budget;
    this.#cache = new WeightedCache({
      capacity: budget,
      weigh: (rendering) => bytesOf(rendering.size),
      lifetime,
      clock,
      onLeave: (_name, reason) => this.statistics.leave(reason),
    });
  }

  /** The rendering of a picture, at least as sharp as `level`. */
  show(name, level = 'screen') {
    const kept = this.#cache.get(name);
    if (kept !== undefined && sharpEnough(kept.level, level)) {
      this.statistics.hit();
      return kept;
    }
    this.statistics.miss();
    return this.#renderAt(this.#pictureNamed(name), level);
  }

  /** Renders pictures as thumbnails ahead of time; the first named is the last to go. */
  preload(names) {
    for (const name of [...names].reverse()) {
      if (!this.#cache.has(name)) this.#renderAt(this.#pictureNamed(name), 'thumbnail');
    }
  }

  /** As sharp as the whole budget allows. */
  showSharpest(name) {
    const level = sharpestWithin(this.#pictureNamed(name), this.#budget);
    if (level === undefined) throw new RangeError(`${name} does not fit at all`);
    return this.show(name, level);
  }

  /** Names of what can be shown without rendering, the most recent first. */
  ready() {
    return this.#cache.keys().filter((name) => this.#cache.has(name));
  }

  get bytesFree() {
    return this.#cache.free;
  }

  #renderAt(picture, level) {
    const size = sizeAt(picture, level);
    const rendering = { name: picture.name, level, size, pixels: this.#render(picture, size) };
    this.#cache.set(picture.name, rendering);
    return rendering;
  }

  #pictureNamed(name) {
    const picture = this.#catalogue.get(name);
    if (picture === undefined) throw new RangeError(`no such picture: ${name}`);
    return picture;
  }
}
