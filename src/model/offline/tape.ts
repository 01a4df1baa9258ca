/** Random access to what a generator gives, in its order; each value is made once and only when needed. */
export class Tape<T> {
  readonly #source: AsyncIterator<T>;
  readonly #values: T[] = [];
  #ended = false;
  /** Askers wait for each other, since a generator can only be advanced by one. */
  #turn: Promise<void> = Promise.resolve();

  constructor(source: AsyncIterator<T>) {
    this.#source = source;
  }

  /** The value at this position from 0; `undefined` behind the last. */
  async at(position: number): Promise<T | undefined> {
    const mine = this.#turn.then(() => this.#wind(position));
    // A failure is this asker's; the next one tries again.
    this.#turn = mine.catch(() => undefined);
    await mine;
    return this.#values[position];
  }

  async #wind(position: number): Promise<void> {
    while (!this.#ended && this.#values.length <= position) {
      const next = await this.#source.next();
      if (next.done === true) this.#ended = true;
      else this.#values.push(next.value);
    }
  }
}
