import { LocalDate, RoleGrant } from '@zhibu/kernel';

export interface UserState {
  readonly status: 'none' | 'active' | 'disabled';
  readonly userId: string;
  readonly displayName: string;
  readonly kind: 'officer' | 'automation';
  readonly roles: readonly RoleGrant[];
  readonly demo: boolean;
  /** Who may act in this officer's name, and up to which day. */
  readonly delegations: readonly Delegation[];
}

export interface Delegation {
  readonly toUserId: string;
  /** Last day, included. */
  readonly untilDay: LocalDate;
}

export const initialUser: UserState = { status: 'none', userId: '', displayName: '', kind: 'officer', roles: [], demo: false, delegations: [] };
