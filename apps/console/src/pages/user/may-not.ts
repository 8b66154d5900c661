import type { Me } from '../../app/session';
import { mayNotTexts } from './texts';

/** Why whoever is signed in may not change this user; null when they may try, and the service says the rest. */
export const mayNotOf = (me: Me, user: { readonly userId: string; readonly disabledReason: string | null }): keyof typeof mayNotTexts | null => {
  if (user.disabledReason !== null) return 'disabled';
  if (!me.roles.some(({ role }) => role === 'administrator')) return 'role';
  if (me.onBehalfOf !== undefined) return 'behalf';
  return me.userId === user.userId ? 'own' : null;
};
