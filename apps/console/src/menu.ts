import { Text, text } from '@zhibu/kernel';
import type { Role } from './app/session';
import type { Load } from './shared/parts';

/** A page: where it is, who uses it, and its folder. Adding one to this list is all there is to do beside the folder. */
export interface PageEntry {
  readonly path: string;
  /** In the menu under this title; a page without one is reached from others. */
  readonly title: Text | null;
  /** Of the menu: `g` and this letter go there. No two pages have the same one. */
  readonly letter?: string;
  readonly roles: readonly Role[];
  readonly load: Load;
}

const officers: readonly Role[] = ['caseworker', 'village-reviewer', 'township-reviewer', 'county-reviewer'];
const everybody: readonly Role[] = [...officers, 'finance-preparer', 'finance-approver', 'inspector', 'administrator'];

export const pages: readonly PageEntry[] = [
  { path: '/', title: text('今日', 'Today'), letter: 't', roles: [...officers, 'finance-preparer', 'finance-approver', 'inspector', 'administrator'], load: () => import('./pages/today/today') },
  { path: '/queue', title: text('审核', 'Review'), letter: 'q', roles: ['village-reviewer', 'township-reviewer', 'county-reviewer'], load: () => import('./pages/queue/queue') },
  { path: '/notices', title: text('公示', 'Public notices'), letter: 'n', roles: [...officers, 'inspector'], load: () => import('./pages/notices/notices') },
  { path: '/apply', title: text('受理申请', 'Take in an application'), letter: 'a', roles: ['caseworker'], load: () => import('./pages/apply/apply') },
  { path: '/drafts', title: text('申请草稿', 'Drafts'), letter: 'd', roles: ['caseworker'], load: () => import('./pages/drafts/drafts') },
  { path: '/import', title: text('导入申请', 'Import'), letter: 'i', roles: ['caseworker'], load: () => import('./pages/import/import') },
  { path: '/registers', title: text('旧名册', 'Registers'), letter: 'o', roles: ['caseworker', 'township-reviewer', 'county-reviewer', 'inspector'], load: () => import('./pages/registers/registers') },
  { path: '/search', title: text('查找', 'Search'), letter: 's', roles: [...officers, 'inspector'], load: () => import('./pages/search/search') },
  { path: '/cases/:applicationId', title: null, roles: [...officers, 'inspector'], load: () => import('./pages/case/case') },
  { path: '/month', title: text('本月发放', 'The month'), letter: 'm', roles: ['finance-preparer', 'finance-approver', 'inspector'], load: () => import('./pages/month/month') },
  { path: '/rights/:entitlementId', title: null, roles: [...officers, 'finance-preparer', 'finance-approver', 'inspector'], load: () => import('./pages/right/right') },
  { path: '/batches', title: text('发放批次', 'Payment batches'), letter: 'b', roles: ['finance-preparer', 'finance-approver', 'inspector'], load: () => import('./pages/batches/batches') },
  { path: '/batches/:batchId', title: null, roles: ['finance-preparer', 'finance-approver', 'inspector'], load: () => import('./pages/batch/batch') },
  { path: '/funds', title: text('资金', 'Funds'), letter: 'f', roles: ['finance-preparer', 'finance-approver', 'inspector'], load: () => import('./pages/funds/funds') },
  { path: '/rates', title: text('五率', 'Rates'), letter: 'r', roles: ['inspector', 'county-reviewer', 'finance-preparer', 'finance-approver'], load: () => import('./pages/rates/rates') },
  { path: '/procedures', title: text('流程', 'Procedures'), letter: 'p', roles: ['inspector', ...officers], load: () => import('./pages/procedures/procedures') },
  { path: '/people/:personKey/executions', title: null, roles: [...officers, 'inspector'], load: () => import('./pages/decision/decision') },
  { path: '/policies', title: text('政策', 'Policies'), letter: 'l', roles: everybody, load: () => import('./pages/policies/policies') },
  { path: '/policies/:scheme', title: null, roles: everybody, load: () => import('./pages/policy/policy') },
  { path: '/users', title: text('用户', 'Users'), letter: 'u', roles: ['administrator', 'inspector'], load: () => import('./pages/users/users') },
  { path: '/users/:userId', title: null, roles: ['administrator', 'inspector'], load: () => import('./pages/user/user') },
  { path: '/areas', title: text('地区', 'Areas'), letter: 'e', roles: ['administrator', 'inspector'], load: () => import('./pages/areas/areas') },
  { path: '/system', title: text('系统', 'System'), letter: 'y', roles: ['administrator', 'inspector'], load: () => import('./pages/system/system') },
  { path: '/account', title: null, roles: everybody, load: () => import('./pages/account/account') },
  { path: '/people/:personKey/replay', title: null, roles: [...officers, 'inspector'], load: () => import('./pages/replay/replay') },
];
