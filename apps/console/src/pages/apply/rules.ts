import { useQuery } from '@tanstack/react-query';
import { RuleInForce, applyRule } from '@zhibu/policy';
import type { RuleDecision } from '@zhibu/policy';
import { NoLine } from '../../api/problem';
import { ApiClient } from '../../api/client';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import type { ApplyForm } from '../../drafts/draft';
import { sheetOfForm } from '../../drafts/facts-of-form';
import { todayInCounty } from '../../shared/today';

const read = async (api: ApiClient, areaCode: string, on: string): Promise<readonly RuleInForce[]> => {
  const rules = (await api.GET('/api/v1/policies/rules', { params: { query: { areaCode, on } } })).data?.rules;
  // The description leaves rules open; the server sends them as the policies have them.
  return (rules ?? []) as unknown as readonly RuleInForce[];
};

export interface Rules {
  readonly rules: readonly RuleInForce[];
  /** Those of the officer's own area, because the village's were never read on this device and there is no line. */
  readonly areNear: boolean;
}

/** The rules of a village today; without a line those that the device knows. Those of the own area are read in good time. */
export const useRules = (areaCode: string) => {
  const api = useApi();
  const { me } = useSession();
  const on = todayInCounty();
  const own = me.roles.find(({ role }) => role === 'caseworker')?.areaCode ?? '000000000000';
  const near = useQuery({ queryKey: ['rules', own, on], staleTime: Infinity, retry: false, queryFn: () => read(api, own, on) });
  const there = useQuery({ queryKey: ['rules', areaCode, on], enabled: areaCode !== '', staleTime: Infinity, retry: false, queryFn: () => read(api, areaCode, on) });
  const stand = there.data !== undefined ? { rules: there.data, areNear: false } : there.error instanceof NoLine && near.data !== undefined ? { rules: near.data, areNear: true } : null;
  return { data: stand, error: stand === null ? there.error : null, isPending: areaCode !== '' && stand === null && there.isPending, again: () => void there.refetch() };
};

export const ruleFor = (rules: readonly RuleInForce[], { scheme, branch }: Pick<ApplyForm, 'scheme' | 'branch'>): RuleInForce | undefined =>
  rules.find(({ rule }) => rule.scheme === scheme && rule.branch === branch);

/** The very engine of the service, over what is typed so far. */
export const decide = ({ rule, parameters, asks }: RuleInForce, form: ApplyForm): RuleDecision =>
  applyRule(rule, parameters, form.areaCode, todayInCounty(), sheetOfForm(form, asks));
