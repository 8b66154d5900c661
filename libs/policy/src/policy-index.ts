import { AreaCode, LocalDate, areaPath } from '@zhibu/kernel';
import { Area, FundingRow, Layer, ParameterRow, PaymentPlanRow, Period, PolicyModel, Rule } from './model';
import { RightKey } from './policy-set';
import { Scheme } from './schemes';

export const inForce = (row: Period, day: LocalDate): boolean => row.from <= day && (row.to === null || day <= row.to);

const keyOf = (scheme: Scheme, areaCode: AreaCode): string => `${scheme}@${areaCode}`;

/** Layer ids are unique within a scheme only. */
const fundingName = (scheme: Scheme, layerId: string): string => `${scheme}/${layerId}`;

const grouped = <Row>(rows: readonly Row[], key: (row: Row) => string): ReadonlyMap<string, readonly Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
};

/** Finds rows by scheme and area. An area inherits from the areas above it; the nearest one that speaks decides. */
export class PolicyIndex {
  private readonly rules: ReadonlyMap<string, readonly Rule[]>;
  private readonly layers: ReadonlyMap<string, readonly Layer[]>;
  private readonly parameters: ReadonlyMap<string, readonly ParameterRow[]>;
  private readonly plans: ReadonlyMap<string, readonly PaymentPlanRow[]>;
  private readonly funding: ReadonlyMap<string, readonly FundingRow[]>;
  private readonly areas: ReadonlyMap<AreaCode, Area>;
  private readonly paths = new Map<AreaCode, readonly AreaCode[]>();
  private readonly speaking: ReadonlySet<AreaCode>;

  constructor(readonly model: PolicyModel) {
    const own = (row: { readonly scheme: Scheme; readonly areaCode: AreaCode }): string => keyOf(row.scheme, row.areaCode);
    this.rules = grouped(model.rules, own);
    this.layers = grouped(model.layers, own);
    this.parameters = grouped(model.parameters, own);
    this.plans = grouped(model.plans, own);
    this.funding = grouped(model.funding, (row) => keyOf(fundingName(row.scheme, row.layerId), row.areaCode));
    this.areas = new Map(model.areas.map((area) => [area.code, area]));
    this.speaking = new Set([...model.rules, ...model.layers, ...model.parameters, ...model.plans, ...model.funding].map((row) => row.areaCode));
  }

  area(code: AreaCode): Area | undefined {
    return this.areas.get(code);
  }

  /** From the nation down to the nearest area that any policy names: areas with the same path share all answers. */
  path(areaCode: AreaCode): readonly AreaCode[] {
    const scope = this.scope(areaCode);
    const known = this.paths.get(scope);
    if (known) return known;
    const path = areaPath(scope);
    this.paths.set(scope, path);
    return path;
  }

  /** The lowest area at or above this one, no lower than the province, for which something is written. */
  scope(areaCode: AreaCode): AreaCode {
    for (const width of [12, 9, 6, 4]) {
      const code = areaCode.slice(0, width).padEnd(12, '0');
      if (this.speaking.has(code)) return code;
    }
    return areaCode.slice(0, 2).padEnd(12, '0');
  }

  /** Every layer that applies, from the nation down. */
  layersFor(scheme: Scheme, areaCode: AreaCode): readonly Layer[] {
    return this.path(areaCode).flatMap((code) => this.layers.get(keyOf(scheme, code)) ?? []);
  }

  ruleFor(key: RightKey, on: LocalDate): Rule | undefined {
    return this.nearest(this.rules, key.scheme, key.areaCode, (rule) => rule.branch === key.branch && rule.supersededBy === null && inForce(rule, on));
  }

  parameterFor(name: string, key: RightKey, on: LocalDate): ParameterRow | undefined {
    const find = (branch: string | null) =>
      this.nearest(this.parameters, key.scheme, key.areaCode, (row) => row.name === name && row.branch === branch && inForce(row, on));
    const own = key.branch === null ? undefined : find(key.branch);
    const general = find(null);
    if (!own || !general) return own ?? general;
    return this.isBelow(general.areaCode, own.areaCode) ? general : own;
  }

  planFor(scheme: Scheme, areaCode: AreaCode, on: LocalDate): PaymentPlanRow | undefined {
    return this.nearest(this.plans, scheme, areaCode, (row) => inForce(row, on));
  }

  fundingFor(scheme: Scheme, layerId: string, areaCode: AreaCode, on: LocalDate): FundingRow | undefined {
    return this.nearest(this.funding, fundingName(scheme, layerId), areaCode, (row) => inForce(row, on));
  }

  private isBelow(lower: AreaCode, upper: AreaCode): boolean {
    return lower !== upper && areaPath(lower).includes(upper);
  }

  private nearest<Row>(rows: ReadonlyMap<string, readonly Row[]>, name: string, areaCode: AreaCode, fits: (row: Row) => boolean): Row | undefined {
    const path = this.path(areaCode);
    for (let depth = path.length - 1; depth >= 0; depth -= 1) {
      const found = rows.get(keyOf(name, path[depth] ?? ''))?.find(fits);
      if (found) return found;
    }
    return undefined;
  }
}
