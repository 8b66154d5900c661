import type { CliCommand } from '../cli-command';
import { batchApprove } from './batch-approve.command';
import { batchApproveReissue, batchDeclineReissue } from './batch-approve-reissue.command';
import { batchBuild } from './batch-build.command';
import { batchCancel } from './batch-cancel.command';
import { batchClose } from './batch-close.command';
import { batchFile } from './batch-file.command';
import { batchFreeze } from './batch-freeze.command';
import { batchList } from './batch-list.command';
import { batchReconcile } from './batch-reconcile.command';
import { batchReissue } from './batch-reissue.command';
import { batchSend } from './batch-send.command';
import { batchSendBack } from './batch-send-back.command';
import { batchShow } from './batch-show.command';
import { batchSubmit } from './batch-submit.command';
import { batchVoidFile } from './batch-void-file.command';
import { config } from './config.command';
import { demo } from './demo.command';
import { doctor } from './doctor.command';
import { eventsCheck } from './events-check.command';
import { eventsExport } from './events-export.command';
import { eventsImport } from './events-import.command';
import { fundsReceive } from './funds-receive.command';
import { importApplications } from './import-applications.command';
import { importReturns } from './import-returns.command';
import { jobs } from './jobs.command';
import { jobsRunAgain } from './jobs-run-again.command';
import { keys } from './keys.command';
import { keysGiveUp } from './keys-give-up.command';
import { migrate } from './migrate.command';
import { noticeList } from './notice-list.command';
import { policyAmount } from './policy-amount.command';
import { policyCheck } from './policy-check.command';
import { policyFacts } from './policy-facts.command';
import { rates } from './rates.command';
import { rebuild } from './rebuild.command';
import { registerApprove } from './register-approve.command';
import { registerList } from './register-list.command';
import { registerLoad } from './register-load.command';
import { replay } from './replay.command';
import { rightCheck } from './right-check.command';
import { start } from './start.command';
import { usersAdd } from './users-add.command';
import { usersDelegate } from './users-delegate.command';
import { usersList } from './users-list.command';
import { usersPassword } from './users-password.command';
import { usersRoles } from './users-roles.command';
import { verify } from './verify.command';

/** Every command of `zhibu`; a new one is a file here and a line below. */
export const commands: readonly CliCommand[] = [
  start,
  migrate,
  demo,
  policyFacts,
  policyCheck,
  policyAmount,
  importApplications,
  importReturns,
  registerLoad,
  registerList,
  registerApprove,
  rightCheck,
  fundsReceive,
  batchBuild,
  batchList,
  batchShow,
  batchFreeze,
  batchSubmit,
  batchSendBack,
  batchApprove,
  batchFile,
  batchVoidFile,
  batchSend,
  batchReconcile,
  batchReissue,
  batchApproveReissue,
  batchDeclineReissue,
  batchClose,
  batchCancel,
  noticeList,
  rates,
  replay,
  verify,
  rebuild,
  eventsExport,
  eventsCheck,
  eventsImport,
  jobs,
  jobsRunAgain,
  doctor,
  config,
  keys,
  keysGiveUp,
  usersAdd,
  usersPassword,
  usersRoles,
  usersDelegate,
  usersList,
];
