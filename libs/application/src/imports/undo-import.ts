import { RecordedEvent, Result, accept, refuse } from '@zhibu/kernel';
import { ApplicationState } from '@zhibu/domain';
import { withdrawOf } from '../applications/applications';
import { closedStatuses } from '../applications/submit-application';
import { loadApplication } from '../applications/case-context';
import { CommandContext, keyed } from '../execute/context';
import { inFlight } from '../execute/execute-many';
import { ServiceDeps } from '../service-deps';
import { ImportsService, UndoReport } from './imports-service';

const keyPrefix = 'import-undone/';

/** Whether the event took an application back together with its import: its row may then be loaded again. */
export const isUndone = ({ meta }: RecordedEvent): boolean => meta.commandKey.startsWith(keyPrefix);

const perPage = 200;
const inFlightMax = 16;
/** The automatic check may come in between; somebody's decision ends the trying. */
const triesMax = 5;

/** Nobody has said anything about the case yet: nobody signed, decided, objected or let it go on. */
const isUntouched = ({ status, duties, objections, reopenedBy }: ApplicationState): boolean =>
  status !== 'none' && !closedStatuses.includes(status) && duties.length === 0 && objections.length === 0 && reopenedBy.length === 0;

export const undoImport =
  (deps: ServiceDeps): ImportsService['undo'] =>
  async (context, applicationIds, { importId, reason, onProgress }) => {
    const report = { withdrawn: 0, handled: 0 };
    const finish = async (page: readonly string[]): Promise<Result<UndoReport>> => {
      let refused: Result<UndoReport> | null = null;
      await inFlight(page.length, inFlightMax, async (index) => {
        const one = await undoOne(deps, keyed(context, `${keyPrefix}${importId}`), page[index] ?? '', reason);
        if (one.ok) report[one.value] += 1;
        else refused = one;
      });
      onProgress?.(report.withdrawn + report.handled);
      return refused ?? accept(report);
    };
    let page: string[] = [];
    for await (const applicationId of applicationIds) {
      page.push(applicationId);
      if (page.length < perPage) continue;
      const done = await finish(page);
      if (!done.ok) return done;
      page = [];
    }
    return finish(page);
  };

const undoOne = async (deps: ServiceDeps, context: CommandContext, applicationId: string, reason: string): Promise<Result<keyof UndoReport>> => {
  for (let tries = 1; ; tries += 1) {
    const application = await loadApplication(deps, applicationId);
    if (!application.ok) return application;
    const { state, version, events } = application.value;
    if (events.some(isUndone)) return accept('withdrawn');
    if (!isUntouched(state)) return accept('handled');
    // With the version that was looked at: a decision that comes in between is not overridden.
    const done = await withdrawOf(deps)({ ...context, expectedVersion: version }, { applicationId, reason });
    if (done.ok) return accept('withdrawn');
    if (done.rejection.code !== 'command.version-conflict' || tries === triesMax) return refuse(done.rejection);
  }
};
