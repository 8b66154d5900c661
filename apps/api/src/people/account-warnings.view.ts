import { CommandView } from '../common/outcome';
import { Choice, Many, One } from '../common/shown';
import { TextView } from '../replay/replay.dto';

/** Signs of a mistyped account number; the account is recorded all the same, because passbooks fail them lawfully. */
export class AccountWarningView {
  @Choice('代码 / code', ['account.luhn', 'account.card-length'])
  readonly code!: string;

  @One('说明 / in words', () => TextView)
  readonly message!: TextView;
}

export class AccountRecordedView extends CommandView {
  @Many('请核对；已登记，不影响办理 / please compare; it is recorded all the same', () => AccountWarningView)
  readonly warnings!: readonly AccountWarningView[];
}
