import { Schedule } from './schedule.ts';

/** One line of the board. */
export interface Departure {
  readonly line: string;
  readonly at: Date;
}

/** Shows what leaves next, over several lines with a timetable each. */
export class Board {
  readonly #lines = new Map<string, Schedule>();

  /** Adds a line, or replaces its timetable. */
  add(line: string, expression: string): this {
    this.#lines.set(line, new Schedule(expression));
    return this;
  }

  /** The next departures of all lines, soonest first; lines of one minute by name. */
  next(after: Date, count: number): Departure[] {
    const all = [...this.#lines].flatMap(([line, schedule]) =>
      schedule.upcoming(after, count).map((at) => ({ line, at })),
    );
    all.sort((a, b) => a.at.getTime() - b.at.getTime() || a.line.localeCompare(b.line));
    return all.slice(0, count);
  }

  /** Does anything leave on the day of `moment`? */
  busyOn(moment: Date): boolean {
    const from = new Date(moment.toISOString().slice(0, 10));
    const until = new Date(from.getTime() + 24 * 60 * 60_000);
    return [...this.#lines.values()].some((schedule) => schedule.countBetween(from, until) > 0);
  }

  /** Lines of text such as `2027-03-01 09:30 ferry`. */
  render(after: Date, count: number): string {
    return this.next(after, count)
      .map(({ line, at }) => `${at.toISOString().slice(0, 16).replace('T', ' ')} ${line}`)
      .join('\n');
  }
}
