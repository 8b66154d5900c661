import type { RecordedEvent } from '@zhibu/kernel';
import type { AreaRegister } from '@zhibu/policy';
import type { AreaNameView } from './replay.dto';

/** The fields of events that say where; the words of a history call areas by name. */
const areaFields: readonly string[] = ['areaCode', 'fromArea', 'toArea'];

/** The areas that these events name, once each. */
export const areasIn = (events: readonly RecordedEvent[], areas: Pick<AreaRegister, 'name'>): readonly AreaNameView[] => {
  const codes = events.flatMap(({ data }) => Object.entries(data as Readonly<Record<string, unknown>>).flatMap(([field, code]) => (areaFields.includes(field) && typeof code === 'string' ? [code] : [])));
  return [...new Set(codes)].sort().map((code) => ({ code, name: areas.name(code) }));
};
