import { Actor, Role, text } from '@zhibu/kernel';
import type { AreaScope } from '@zhibu/projections';
import type { CommandContext } from '../cli-command';
import { CommandRefused } from '../command-refused';
import { actingUserId } from './acting-officer';
import type { OpenRuntime } from './open-runtime';

/**
 * What a list shows: the areas of the officer who is named, else everything. Whoever runs this command holds the
 * database and its keys, so naming nobody hides nothing; lists hold no names and no numbers of people.
 */
export const readerScope = async (context: CommandContext, open: OpenRuntime): Promise<AreaScope> => {
  const { scopeOf } = await import('@zhibu/projections');
  if (actingUserId(context) === undefined) return scopeOf(['000000000000']);
  return scopeOf((await open.officer()).roles.map(({ areaCode }) => areaCode));
};

const historyRoles: readonly Role[] = ['caseworker', 'village-reviewer', 'township-reviewer', 'county-reviewer', 'inspector'];

/** Areas in which the officer may see a person's history: those of reviewing and inspecting roles. */
export const historyScope = async (actor: Actor): Promise<AreaScope> => {
  const { scopeOf } = await import('@zhibu/projections');
  const areas = actor.roles.filter(({ role }) => historyRoles.includes(role)).map(({ areaCode }) => areaCode);
  if (areas.length > 0) return scopeOf(areas);
  const [expected, actual] = [historyRoles.join(' / '), actor.roles.map(({ role }) => role).join(', ') || '—'];
  throw new CommandRefused([{ code: 'authority.role', message: text('没有查看个人历史的角色', 'No role that sees the history of a person'), expected: text(expected, expected), actual: text(actual, actual), field: 'as' }]);
};
