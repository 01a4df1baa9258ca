/**
 * Keys in order of use, as a doubly linked list: touching, removing and
 * finding the oldest take constant time.
 */
export class Recency {
  #nodes = new Map();
  #newest = null;
  #oldest = null;

  get size() {
    return this.#nodes.size;
  }

  /** Makes `key` the most recent one, whether it was known or not. */
  touch(key) {
    const known = this.#nodes.get(key);
    if (known !== undefined && known === this.#newest) return;
    if (known !== undefined) this.#unlink(known);
    const node = known ?? { key, newer: null, older: null };
    node.older = this.#newest;
    node.newer = null;
    if (this.#newest !== null) this.#newest.newer = node;
    this.#newest = node;
    if (this.#oldest === null) this.#oldest = node;
    this.#nodes.set(key, node);
  }

  remove(key) {
    const node = this.#nodes.get(key);
    if (node === undefined) return false;
    this.#unlink(node);
    this.#nodes.delete(key);
    return true;
  }

  /** The key that was not used for the longest time. */
  oldest() {
    return this.#oldest?.key;
  }

  /** Keys from the most to the least recent. */
  *keys() {
    for (let node = this.#newest; node !== null; node = node.older) yield node.key;
  }

  #unlink(node) {
    if (node.newer === null) this.#newest = node.older;
    else node.newer.older = node.older;
    if (node.older === null) this.#oldest = node.newer;
    else node.older.newer = node.newer;
    node.newer = null;
    node.older = null;
  }
}
