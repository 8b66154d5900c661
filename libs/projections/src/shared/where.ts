import { AreaScope } from './scope';

/** Conditions of one query with their values, joined by `and`. */
export class Where {
  readonly values: unknown[] = [];
  private readonly conditions: string[] = [];

  /** Holds a value and gives its place, such as `$3`. */
  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  and(condition: string): this {
    this.conditions.push(condition);
    return this;
  }

  equals(column: string, value: unknown): this {
    return value === undefined ? this : this.and(`${column} = ${this.value(value)}`);
  }

  atMost(column: string, value: string | undefined): this {
    return value === undefined ? this : this.and(`${column} <= ${this.value(value)}`);
  }

  startsWith(column: string, prefix: string | undefined): this {
    return prefix === undefined || prefix === '' ? this : this.and(this.prefixed(column, prefix));
  }

  within(column: string, scope: AreaScope): this {
    return this.and(this.inAreas(column, scope.prefixes));
  }

  inAreas(column: string, prefixes: readonly string[]): string {
    if (prefixes.length === 0) return 'false';
    return prefixes.includes('') ? 'true' : `(${prefixes.map((prefix) => this.prefixed(column, prefix)).join(' or ')})`;
  }

  /** A range over bytes, which every index on the column serves; U+10FFFF follows whatever can be typed. */
  private prefixed(column: string, prefix: string): string {
    return `(${column} >= ${this.value(prefix)} and ${column} < ${this.value(`${prefix}\u{10ffff}`)})`;
  }

  get sql(): string {
    return this.conditions.length === 0 ? '' : `where ${this.conditions.join(' and ')}`;
  }
}
