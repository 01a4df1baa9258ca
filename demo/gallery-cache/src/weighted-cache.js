import { Recency } from './recency.js';

/**
 * Keeps values up to a total weight. What was not used for the longest time
 * goes first; a value heavier than the whole cache is not kept at all.
 */
export class WeightedCache {
  #entries = new Map();
  #recency = new Recency();
  #capacity;
  #weigh;
  #lifetime;
  #clock;
  #onLeave;
  #used = 0;

  constructor({ capacity, weigh = () => 1, lifetime = Infinity, clock = Date.now, onLeave }) {
    if (!(capacity > 0)) throw new RangeError(`capacity must be above 0, not ${capacity}`);
    this.#capacity = capacity;
    this.#weigh = weigh;
    this.#lifetime = lifetime;
    this.#clock = clock;
    this.#onLeave = onLeave ?? (() => {});
  }

  get size() {
    return this.#entries.size;
  }

  get used() {
    return this.#used;
  }

  get free() {
    return this.#capacity - this.#used;
  }

  /** The value, which becomes the most recent one. */
  get(key) {
    const entry = this.#living(key);
    if (entry === undefined) return undefined;
    this.#recency.touch(key);
    return entry.value;
  }

  /** The value, without counting as a use. */
  peek(key) {
    return this.#living(key)?.value;
  }

  has(key) {
    return this.#living(key) !== undefined;
  }

  /** Keeps the value; `false` when it is too heavy to be kept. */
  set(key, value, { lifetime = this.#lifetime } = {}) {
    const weight = this.#weigh(value);
    if (!(weight >= 0)) throw new RangeError(`a weight must not be ${weight}`);
    if (weight > this.#capacity) {
      this.#drop(key, 'too-heavy');
      return false;
    }
    const expires = this.#clock() + lifetime;
    const known = this.#entries.get(key);
    this.#recency.touch(key);
    if (known === undefined) this.#insert(key, { value, weight, expires });
    else this.#replace(known, { value, weight, expires });
    return true;
  }

  delete(key) {
    return this.#drop(key, 'deleted');
  }

  /** Drops what has outlived its time; returns how many values that were. */
  sweep() {
    let swept = 0;
    for (const [key, entry] of this.#entries) {
      if (this.#clock() < entry.expires) continue;
      this.#drop(key, 'expired');
      swept += 1;
    }
    return swept;
  }

  /** Keys from the most to the least recent. */
  keys() {
    return [...this.#recency.keys()];
  }

  #insert(key, entry) {
    this.#makeRoom(entry.weight);
    this.#entries.set(key, entry);
    this.#used += entry.weight;
  }

  #replace(entry, { value, weight, expires }) {
    const growth = weight - entry.weight;
    this.#makeRoom(weight);
    this.#used += growth;
    entry.value = value;
    entry.weight = weight;
    entry.expires = expires;
  }

  #makeRoom(needed) {
    while (this.#used + needed > this.#capacity) {
      this.#drop(this.#recency.oldest(), 'evicted');
    }
  }

  #living(key) {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (this.#clock() < entry.expires) return entry;
    this.#drop(key, 'expired');
    return undefined;
  }

  #drop(key, reason) {
    const entry = this.#entries.get(key);
    this.#recency.remove(key);
    if (entry === undefined) return false;
    this.#entries.delete(key);
    this.#used -= entry.weight;
    this.#onLeave(key, reason);
    return true;
  }
}
