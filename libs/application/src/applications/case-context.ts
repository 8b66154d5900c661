import { Result, accept, refuse, text } from '@zhibu/kernel';
import { ApplicationEvent, ApplicationState, CaseContext, RightElsewhere, applicationDecider, applicationStream, entitlementDecider, entitlementIdOf, entitlementStream } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { Loaded, loadStream } from '../execute/stream-loader';
import { todayOf } from '../execute/today';
import { ServiceDeps } from '../service-deps';

export const applicationNotFound = (applicationId: string) =>
  refuse({
    code: 'application.not-found',
    message: text('没有这份申请', 'There is no such application'),
    expected: text('已提交的申请', 'an application that was submitted'),
    actual: text(`编号“${applicationId}”没有记录`, `nothing under "${applicationId}"`),
    field: 'applicationId',
  });

export const loadApplication = async (deps: ServiceDeps, applicationId: string): Promise<Result<Loaded<ApplicationState, ApplicationEvent>>> => {
  const loaded = await loadStream(deps, applicationDecider, applicationStream(applicationId));
  return loaded.version === 0 ? applicationNotFound(applicationId) : accept(loaded);
};

/** The right that somebody has under the scheme of their case, unless it came from this very case. */
export const rightElsewhere = async (deps: ServiceDeps, { scheme, personKey, applicationId }: ApplicationState): Promise<RightElsewhere | null> => {
  const entitlementId = entitlementIdOf(scheme, personKey);
  const { state } = await loadStream(deps, entitlementDecider, entitlementStream(entitlementId));
  const runs = state.status === 'active' || state.status === 'suspended';
  return !runs || state.applicationId === applicationId ? null : { entitlementId, register: state.register };
};

/** The definition that a running case began with, and the calendar and day it is judged by. */
export const caseContextOf = (deps: ServiceDeps, context: CommandContext, { procedure }: ApplicationState): Result<CaseContext> => {
  const kept = procedure === null ? undefined : deps.procedures.find(procedure.id, procedure.version);
  if (kept !== undefined) return accept({ procedure: kept, calendar: deps.policies.calendar, today: todayOf(context) });
  const named = procedure === null ? '—' : `${procedure.id} v${procedure.version}`;
  return refuse({
    code: 'procedure.not-kept',
    message: text('该申请所用的流程版本已不在流程库中', 'The version of the procedure that this case began with is gone'),
    expected: text('流程库保留每个用过的版本', 'every version that was used is kept'),
    actual: text(named, named),
  });
};
