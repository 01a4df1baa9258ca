import { type Expression, parseExpression } from './expression.ts';

const MINUTE = 60_000;
const HORIZON_YEARS = 30;

/** Finds the moments, in UTC, at which an expression holds. */
export class Schedule {
  readonly #expression: Expression;

  constructor(expression: string | Expression) {
    this.#expression =
      typeof expression === 'string' ? parseExpression(expression) : expression;
  }

  /** Does it hold in the minute of `moment`? */
  matches(moment: Date): boolean {
    const { minute, hour } = this.#expression;
    return (
      this.#onDay(moment) && hour.has(moment.getUTCHours()) && minute.has(moment.getUTCMinutes())
    );
  }

  /** The first moment after `moment`; `undefined` when there is none for thirty years. */
  next(moment: Date): Date | undefined {
    const start = new Date(Math.floor(moment.getTime() / MINUTE) * MINUTE + MINUTE);
    const lastYear = start.getUTCFullYear() + HORIZON_YEARS;
    let day = startOfDay(start);
    while (day.getUTCFullYear() <= lastYear) {
      if (!this.#expression.month.has(day.getUTCMonth() + 1)) {
        day = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1));
        continue;
      }
      const earliest = day < start ? start : day;
      const found = this.#onDay(day) ? this.#withinDay(earliest) : undefined;
      if (found) return found;
      day = nextDay(day);
    }
    return undefined;
  }

  /** The next `count` moments after `moment`. */
  upcoming(moment: Date, count: number): Date[] {
    const found: Date[] = [];
    let last: Date | undefined = moment;
    while (found.length < count) {
      last = this.next(last);
      if (last === undefined) break;
      found.push(last);
    }
    return found;
  }

  /** How often it holds from `from` (included) until `until` (not included). */
  countBetween(from: Date, until: Date): number {
    let count = 0;
    let at = this.next(new Date(from.getTime() - 1));
    while (at !== undefined && at < until) {
      count += 1;
      at = this.next(at);
    }
    return count;
  }

  /** Where both days are restricted, either of them is enough: that is the tradition. */
  #onDay(moment: Date): boolean {
    const { day, month, weekday } = this.#expression;
    if (!month.has(moment.getUTCMonth() + 1)) return false;
    const byDay = day.has(moment.getUTCDate());
    const byWeekday = weekday.has(moment.getUTCDay());
    if (day.restricted && weekday.restricted) return byDay || byWeekday;
    return byDay && byWeekday;
  }

  /** The first fitting minute from `earliest` until the end of its day. */
  #withinDay(earliest: Date): Date | undefined {
    const { hour, minute } = this.#expression;
    const nextHour = hour.from(earliest.getUTCHours());
    if (nextHour === undefined) return undefined;
    if (nextHour > earliest.getUTCHours()) return atTime(earliest, nextHour, minute.first);
    const nextMinute = minute.from(earliest.getUTCMinutes());
    if (nextMinute !== undefined) return atTime(earliest, nextHour, nextMinute);
    const later = hour.from(nextHour + 1);
    return later === undefined ? undefined : atTime(earliest, later, minute.first);
  }
}

function startOfDay(moment: Date): Date {
  return atTime(moment, 0, 0);
}

function nextDay(day: Date): Date {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + 1));
}

function atTime(day: Date, hours: number, minutes: number): Date {
  const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()];
  return new Date(Date.UTC(year, month, date, hours, minutes));
}
