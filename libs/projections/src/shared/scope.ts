import { AreaCode, areaPrefix } from '@zhibu/kernel';

declare const scoped: unique symbol;

/** The areas that the reader may see. Every list asks for one, so that a query without it does not compile. */
export interface AreaScope {
  readonly [scoped]: true;
  readonly prefixes: readonly string[];
}

export const scopeAreasMax = 200;

/** The areas given and everything below them. No area at all sees nothing. */
export const scopeOf = (areaCodes: readonly AreaCode[]): AreaScope => {
  if (areaCodes.length > scopeAreasMax) throw new RangeError(`a scope holds at most ${scopeAreasMax} areas, found ${areaCodes.length}`);
  return { prefixes: [...new Set(areaCodes.map(areaPrefix))] } as unknown as AreaScope;
};
