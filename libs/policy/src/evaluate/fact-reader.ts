import { AreaCode, LocalDate, holdsOn } from '@zhibu/kernel';
import { DatedFact, FactOwner, FactSheet, FactValue } from '../facts';
import { factSpec } from '../vocabulary';

/** Values that a caller already worked out, by measure name; they stand in place of the measure. */
export type KnownMeasures = Readonly<Record<string, FactValue>>;

/** What a predicate may look at: the facts offered, the day, the area and its parameters. */
export interface EvaluationContext {
  readonly facts: FactSheet;
  readonly on: LocalDate;
  readonly areaCode: AreaCode;
  readonly known: KnownMeasures;
  parameter(name: string): FactValue | undefined;
}

const newestFirst = (a: DatedFact, b: DatedFact): number => (a.validFrom < b.validFrom ? 1 : a.validFrom > b.validFrom ? -1 : 0);

/** The statements that speak for a day. Lasting facts speak for every day, whenever they were recorded. */
const statementsOn = (facts: FactSheet, owner: FactOwner, name: string, on: LocalDate): readonly DatedFact[] => {
  const about = facts.filter((fact) => fact.of === owner && fact.fact === name);
  const holding = about.filter((fact) => holdsOn(fact, on));
  if (holding.length > 0 || factSpec(name)?.lasting !== true) return holding;
  const open = about.filter((fact) => fact.validTo === null).sort(newestFirst);
  return open.slice(0, 1);
};

/**
 * Reads facts for one predicate and remembers which were read and which were missing. Two statements
 * that contradict each other on the day are as good as none: the answer is "not known".
 */
export class FactReader {
  readonly read: DatedFact[] = [];
  readonly missing: string[] = [];

  constructor(readonly context: EvaluationContext) {}

  get on(): LocalDate {
    return this.context.on;
  }

  /** The value on the day, or undefined; a missing fact is noted. */
  fact(owner: FactOwner, name: string): FactValue | undefined {
    const value = this.peek(owner, name);
    if (value === undefined) this.need(`${owner} ${name}`);
    return value;
  }

  date(owner: FactOwner, name: string): LocalDate | undefined {
    const value = this.fact(owner, name);
    return typeof value === 'string' ? value : undefined;
  }

  /** As `fact`, but without noting that it is missing: for facts that another one can stand in for. */
  peek(owner: FactOwner, name: string): FactValue | undefined {
    const statement = this.statement(owner, name);
    return statement?.value;
  }

  /** The statement itself, for its days. */
  statement(owner: FactOwner, name: string): DatedFact | undefined {
    const [first, ...others] = this.statements(owner, name);
    return first !== undefined && others.every((other) => other.value === first.value) ? first : undefined;
  }

  /** Everything stated for the day: several values where papers contradict each other, none where nothing is known. */
  stated(owner: FactOwner, name: string): readonly FactValue[] {
    return this.statements(owner, name).map(({ value }) => value);
  }

  /** The statement that began last: what was said before an event does not contradict it. Undefined where two of one day differ. */
  latest(owner: FactOwner, name: string): DatedFact | undefined {
    const [first, ...others] = [...this.statements(owner, name)].sort(newestFirst);
    return first !== undefined && others.every((other) => other.validFrom < first.validFrom || other.value === first.value) ? first : undefined;
  }

  private statements(owner: FactOwner, name: string): readonly DatedFact[] {
    const statements = statementsOn(this.context.facts, owner, name, this.on);
    for (const statement of statements) if (!this.read.includes(statement)) this.read.push(statement);
    return statements;
  }

  need(name: string): undefined {
    if (!this.missing.includes(name)) this.missing.push(name);
    return undefined;
  }

  integer(name: string): number | undefined {
    const value = this.context.parameter(name);
    return typeof value === 'number' ? value : this.need(`parameter ${name}`);
  }

  /** Children named by any fact, by their local ids in order. */
  children(): FactOwner[] {
    const owners = new Set(this.context.facts.map((fact) => fact.of).filter((owner) => owner.startsWith('child:')));
    return [...owners].sort();
  }
}
