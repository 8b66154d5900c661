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
  const list = (data: Partial<Extract<AccessLogCommand, { type: 'RecordListing' }>['data']> = {}): AccessLogCommand =>
    ({ type: 'RecordListing', data: { what: 'list', personKeys: ['p1', 'p2', 'p1'], purpose: 'case-work', reason: null, ...data }, by: { ...inspector, onBehalfOf: 'chief' }, at: '2016-03-01T01:00:00.000Z' });
  const listed: AccessLogEvent = { type: 'PeopleListed', data: { listedBy: ['inspector', 'chief'], what: 'list', personKeys: ['p1', 'p2'], purpose: 'case-work', reason: null } };
  it('in a list is recorded once for all who were shown, with the task it was for', () => given().when(list()).then(listed));
  it('by a search needs a reason in words', () => {
    given().when(list({ what: 'search' })).thenRefused('text.length');
    given().when(list({ what: 'search', reason: '  ' })).thenRefused('text.length');
    given().when(list({ what: 'search', reason: ' 来访查询 ' })).then({ type: 'PeopleListed', data: { ...listed.data, what: 'search', reason: '来访查询' } });
  });
  it('that showed nobody is none', () => given().when(list({ personKeys: [] })).then());
  it('shows a page at most, and for a purpose that is known', () => {
    given().when(list({ personKeys: Array.from({ length: 501 }, (_, index) => `p${index}`) })).thenRefused('access-log.count');
    given().when(list({ purpose: 'curiosity' as never })).thenRefused('access-log.codes');
  });
  it('answers a command it does not know', () => given({ type: 'New', data: {} } as never).when({ ...view('x'), type: 'Dance' } as never).thenRefused('command.unknown'));
});
