import { WeightedCache } from './weighted-cache.js';

/** Captions under the pictures, written when they are first needed and amended by visitors. */
export class Captions {
  #write;
  #cache;

  constructor({ write, letters }) {
    this.#write = write;
    this.#cache = new WeightedCache({ capacity: letters, weigh: (text) => text.length });
  }

  /** The caption as it was amended last, or a newly written one. */
  of(name) {
    const known = this.#cache.get(name);
    if (known !== undefined) return known;
    const text = this.#write(name).trim();
    this.#cache.set(name, text);
    return text;
  }

  /** Adds a remark to a caption; a remark that is there already is not repeated. */
  amend(name, remark) {
    const text = this.of(name);
    if (text.includes(remark)) return text;
    const amended = `${text}, ${remark}`;
    this.#cache.set(name, amended);
    return amended;
  }

  get lettersFree() {
    return this.#cache.free;
  }
}
