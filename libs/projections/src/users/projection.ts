import { RoleGrant } from '@zhibu/kernel';
import { defineProjection, want } from '../framework/projection';
import { RowOf, boolean, integer, json, nullable, oneOf, table, text, texts } from '../framework/table';

export const users = table('users', {
  columns: {
    userId: text,
    displayName: text,
    kind: oneOf<'officer' | 'automation'>(),
    roles: json<readonly RoleGrant[]>(),
    /** Areas of the grants, for the scope of lists. */
    areaCodes: texts,
    demo: boolean,
    disabledReason: nullable(text),
    version: integer,
  },
  key: ['userId'],
});

export const delegations = table('delegations', {
  columns: { userId: text, toUserId: text, untilDay: text },
  key: ['userId', 'toUserId'],
  indexes: [{ columns: ['toUserId'] }],
});

export type UserRow = RowOf<typeof users>;
export type DelegationRow = RowOf<typeof delegations>;

const areasOf = (roles: readonly RoleGrant[]): string[] => [...new Set(roles.map(({ areaCode }) => areaCode))].sort();

export const usersProjection = defineProjection({
  name: 'users',
  version: 2,
  tables: [users, delegations],
  reads: 'stored',
  on: {
    UserAdded: {
      apply(rows, { data, meta }) {
        const { userId, displayName, kind, roles, demo } = data;
        rows.put(users, { userId, displayName, kind, roles, areaCodes: areasOf(roles), demo, disabledReason: null, version: meta.version });
      },
    },
    UserRolesChanged: {
      keys: ({ data }) => [want(users, [data.userId])],
      apply: (rows, { data, meta }) => rows.change(users, [data.userId], () => ({ roles: data.roles, areaCodes: areasOf(data.roles), version: meta.version })),
    },
    UserDisabled: {
      keys: ({ data }) => [want(users, [data.userId])],
      apply: (rows, { data, meta }) => rows.change(users, [data.userId], () => ({ disabledReason: data.reason, version: meta.version })),
    },
    // They change nothing that is shown but the version, which whoever writes next has to name.
    UserPasswordReset: { keys: ({ data }) => [want(users, [data.userId])], apply: (rows, { data, meta }) => rows.change(users, [data.userId], () => ({ version: meta.version })) },
    UserPasswordChanged: { keys: ({ data }) => [want(users, [data.userId])], apply: (rows, { data, meta }) => rows.change(users, [data.userId], () => ({ version: meta.version })) },
    DelegationGranted: {
      keys: ({ data }) => [want(users, [data.userId])],
      apply(rows, { data: { userId, toUserId, untilDay }, meta }) {
        rows.put(delegations, { userId, toUserId, untilDay });
        rows.change(users, [userId], () => ({ version: meta.version }));
      },
    },
    DelegationEnded: {
      keys: ({ data }) => [want(users, [data.userId])],
      apply(rows, { data, meta }) {
        rows.delete(delegations, [data.userId, data.toUserId]);
        rows.change(users, [data.userId], () => ({ version: meta.version }));
      },
    },
  },
});
