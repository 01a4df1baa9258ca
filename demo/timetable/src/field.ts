/** What one place of an expression may hold. */
export interface FieldKind {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names for values, the first standing for `min`. */
  readonly names?: readonly string[];
  /** A value that means another one, as 7 means Sunday. */
  readonly alias?: { readonly from: number; readonly to: number };
}

/** The values that one field of an expression allows, ascending. */
export class Field {
  readonly kind: FieldKind;
  readonly values: readonly number[];

  constructor(kind: FieldKind, values: Iterable<number>) {
    this.kind = kind;
    this.values = [...new Set(values)].sort((a, b) => a - b);
  }

  has(value: number): boolean {
    return this.values.includes(value);
  }

  get first(): number {
    return this.values[0] ?? this.kind.min;
  }

  /** The least allowed value from `value` on, if there is one. */
  from(value: number): number | undefined {
    return this.values.find((allowed) => allowed >= value);
  }

  /** Does the field leave anything out? */
  get restricted(): boolean {
    return this.values.length < this.kind.max - this.kind.min;
  }

  /** Distance between neighbouring values where it is the same everywhere, else 0. */
  get stride(): number {
    const [first, second] = this.values;
    if (first === undefined || second === undefined) return 0;
    const stride = second - first;
    const even = this.values.every((value, index) => value === first + index * stride);
    return even ? stride : 0;
  }
}
