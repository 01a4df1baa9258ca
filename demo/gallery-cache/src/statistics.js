/** Counts what a gallery did, for its status line. */
export class Statistics {
  #hits = 0;
  #misses = 0;
  #left = new Map();

  hit() {
    this.#hits += 1;
  }

  miss() {
    this.#misses += 1;
  }

  leave(reason) {
    this.#left.set(reason, (this.#left.get(reason) ?? 0) + 1);
  }

  left(reason) {
    return this.#left.get(reason) ?? 0;
  }

  /** Hits among all look-ups, 0 before the first. */
  get hitRate() {
    const asked = this.#hits + this.#misses;
    return asked === 0 ? 0 : this.#hits / asked;
  }

  toString() {
    const percent = Math.round(this.hitRate * 100);
    const evicted = this.left('evicted');
    return `${percent} % hits, ${this.#misses} rendered, ${evicted} evicted`;
  }
}
