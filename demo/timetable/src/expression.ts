import { Field, type FieldKind } from './field.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const KINDS = {
  minute: { name: 'minute', min: 0, max: 59 },
  hour: { name: 'hour', min: 0, max: 23 },
  day: { name: 'day', min: 1, max: 31 },
  month: { name: 'month', min: 1, max: 12, names: MONTHS },
  weekday: { name: 'weekday', min: 0, max: 6, names: WEEKDAYS, alias: { from: 7, to: 0 } },
} as const satisfies Record<string, FieldKind>;

const SHORTHANDS: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
};

/** When something happens: every minute that all fields allow. */
export interface Expression {
  readonly minute: Field;
  readonly hour: Field;
  readonly day: Field;
  readonly month: Field;
  readonly weekday: Field;
}

/** Reads `minute hour day month weekday`, or a shorthand such as `@daily`. */
export function parseExpression(text: string): Expression {
  const trimmed = text.trim().toLowerCase();
  const parts = (SHORTHANDS[trimmed] ?? trimmed).split(/\s+/);
  const [minute, hour, day, month, weekday] = parts;
  if (parts.length !== 5 || !minute || !hour || !day || !month || !weekday) {
    throw new SyntaxError(`"${text}" must have five fields`);
  }
  return {
    minute: parseField(minute, KINDS.minute),
    hour: parseField(hour, KINDS.hour),
    day: parseField(day, KINDS.day),
    month: parseField(month, KINDS.month),
    weekday: parseField(weekday, KINDS.weekday),
  };
}

function parseField(text: string, kind: FieldKind): Field {
  return new Field(
    kind,
    text.split(',').flatMap((part) => parsePart(part, kind)),
  );
}

/** `*`, `5`, `1-5`, each of them with a step such as `/15`. */
function parsePart(part: string, kind: FieldKind): number[] {
  const [range = '', step, ...rest] = part.split('/');
  if (rest.length > 0) throw new SyntaxError(`"${part}" has two steps`);
  const stride = step === undefined ? 1 : Number(step);
  if (!Number.isInteger(stride) || stride < 1) throw new SyntaxError(`"${part}" has no valid step`);
  const [low, high] = parseRange(range, kind, step !== undefined);
  const values = [];
  for (let value = low; value <= high; value += stride) values.push(fold(value, kind));
  return values;
}

function parseRange(range: string, kind: FieldKind, stepped: boolean): [number, number] {
  if (range === '*') return [kind.min, kind.max];
  const [from = '', to, ...rest] = range.split('-');
  const low = parseValue(from, kind);
  // A step without an end goes on to the greatest value.
  if (to === undefined) return [low, stepped ? kind.max : low];
  const high = parseValue(to, kind);
  if (rest.length > 0 || high < low) throw new SyntaxError(`"${range}" is no range of a ${kind.name}`);
  return [low, high];
}

function parseValue(text: string, kind: FieldKind): number {
  const named = kind.names?.indexOf(text) ?? -1;
  if (named >= 0) return kind.min + named;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  const greatest = kind.alias?.from ?? kind.max;
  if (value >= kind.min && value <= greatest) return value;
  throw new SyntaxError(`"${text}" is no ${kind.name}`);
}

function fold(value: number, kind: FieldKind): number {
  return value === kind.alias?.from ? kind.alias.to : value;
}
