import { AreaCode, LocalDate, Month, addMonths, monthOf } from '@zhibu/kernel';
import { EntitlementCommand, EntitlementState, PersonState, Residence, areaAtLevel, areaIn } from '@zhibu/domain';
import { Ask } from '../execute/execute';

type MoveAsk = Extract<Ask<EntitlementCommand>, { type: 'MoveEntitlementArea' }>;

const monthAfter = ({ validFrom }: Residence): Month => addMonths(monthOf(validFrom), 1);

/**
 * Moves within the county that a right has not followed yet, oldest first. Nothing once the person lives elsewhere:
 * then the right ends. Moves from before its first month count only when they say where the person lives now.
 */
export const movesToFollow = (right: Pick<EntitlementState, 'areas' | 'areaCode' | 'startMonth'>, person: PersonState): readonly MoveAsk[] => {
  const county = areaAtLevel(right.areaCode, 'county');
  const outside = person.residences.findLastIndex(({ areaCode }) => areaAtLevel(areaCode, 'county') !== county);
  const within = person.residences.slice(outside + 1);
  const asks: MoveAsk[] = [];
  let { areas, areaCode } = right;
  for (const residence of within) {
    // Where somebody was first registered is no move.
    if (residence === person.residences[0]) continue;
    const [toArea, movedOn, fromMonth] = [residence.areaCode, residence.validFrom, monthAfter(residence)];
    const last = residence === within.at(-1);
    if (fromMonth <= (right.startMonth ?? '') && !last) continue;
    if (areaIn({ areas, areaCode }, fromMonth) === toArea && (!last || areaCode === toArea)) continue;
    asks.push({ type: 'MoveEntitlementArea', data: { toArea, movedOn } });
    areas = [...areas.filter((period) => period.fromMonth < fromMonth), { areaCode: toArea, fromMonth }];
    areaCode = toArea;
  }
  return asks;
};

/** First day since which somebody lives outside the county of an area, `null` for who lives there; later moves out there do not change it. */
export const leftOn = ({ areaCode: livesIn, residences }: PersonState, areaCode: AreaCode): LocalDate | null => {
  const county = areaAtLevel(areaCode, 'county');
  if (areaAtLevel(livesIn, 'county') === county) return null;
  const within = residences.findLastIndex((residence) => areaAtLevel(residence.areaCode, 'county') === county);
  return (within < 0 ? residences.at(-1) : residences[within + 1])?.validFrom ?? null;
};
