import { CommandContext, keyed } from '../execute/context';
import { Outcome } from '../execute/outcome';
import { ApplicationsService, Handling, SeveralReport } from './applications-service';

/**
 * The same for several cases of one stage, one after the other, each by a command of its own with the version that was looked at: a refusal
 * stops none of the others, and asked for again under the same key nothing is done twice. Rejects where an engine does not answer.
 */
export const handleSeveral =
  ({ sign, decide }: Pick<ApplicationsService, 'sign' | 'decide'>): ApplicationsService['handleSeveral'] =>
  async (context, { stage, handling, cases }, { onCase, isStopAsked }) => {
    const report = { handled: 0, refused: 0, left: cases.length };
    for (const { applicationId, version } of cases) {
      if (isStopAsked()) break;
      const outcome = await handle({ sign, decide }, { ...keyed(context, `${context.commandKey}/${applicationId}`), expectedVersion: version }, { applicationId, stage }, handling);
      report[outcome.ok ? 'handled' : 'refused'] += 1;
      report.left -= 1;
      await onCase(applicationId, outcome.ok ? null : outcome.rejection);
    }
    return report satisfies SeveralReport;
  };

const handle = ({ sign, decide }: Pick<ApplicationsService, 'sign' | 'decide'>, context: CommandContext, at: { readonly applicationId: string; readonly stage: string }, { what, note, reasons, reviewers }: Handling): Promise<Outcome> =>
  what === 'agree' || what === 'disagree' ? sign(context, { ...at, opinion: what, note }) : decide(context, { ...at, outcome: what, reasons, note, reviewers });
