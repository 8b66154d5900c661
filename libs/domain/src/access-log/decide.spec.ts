import { scenario } from '@zhibu/kernel';
import { inspector } from '../testing/case-fixture';
import { AccessLogCommand } from './commands';
import { AccessLogEvent } from './events';
import { accessLogDecider } from './index';

const { given } = scenario(accessLogDecider);
const view = (reason: string, personKey = 'p1'): AccessLogCommand => ({ type: 'RecordView', data: { personKey, what: 'history', reason }, by: inspector, at: '2016-03-01T01:00:00.000Z' });
const viewed: AccessLogEvent = { type: 'PersonViewed', data: { personKey: 'p1', viewedBy: 'inspector', what: 'history', reason: '年度抽查' } };

describe('every look at a person', () => {
  it('is recorded with its reason', () => given(viewed).when(view(' 年度抽查 ')).then(viewed));
  it('is refused without one', () => given().when(view('  ')).thenRefused('text.length'));
  it('stays with its person', () => given(viewed).when(view('年度抽查', 'p2')).thenRefused('access-log.other-person'));
  it('answers a command it does not know', () => given({ type: 'New', data: {} } as never).when({ ...view('x'), type: 'Dance' } as never).thenRefused('command.unknown'));
});
