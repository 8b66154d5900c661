import { text } from '@zhibu/kernel';
import { daysInWords, withDaysInWords } from './days-in-words';

describe('days in a sentence of the service', () => {
  it.each([
    ['自 2016-05 起享受奖励扶助', '自2016年5月起享受奖励扶助', 'Entitled from 2016-05', 'Entitled from May 2016'],
    ['入账日 2016-05-01', '入账日2016年5月1日', 'credited on 2016-05-01.', 'credited on 1 May 2016.'],
    ['2015-01 至 2015-12：960.00 元', '2015年1月至2015年12月：960.00 元', '2015-01 to 2015-12: 960.00 yuan', 'Jan 2015 to Dec 2015: 960.00 yuan'],
    ['应为1956-03-02，实为2016-02-29', '应为1956年3月2日，实为2016年2月29日', 'expected 1956-03-02, found 2016-02-29', 'expected 2 Mar 1956, found 29 Feb 2016'],
  ])('%s', (zh, saidZh, en, saidEn) => expect(withDaysInWords(text(zh, en))).toEqual(text(saidZh, saidEn)));

  it.each([
    'rural-reward.990101000000.2016-05.1', 'rural-reward-2016-05-01', '2016-05-01T08:00:00Z', '2016-13', '2016-05-32', '2016-02-31', '0000-00', '0123-2016-05', '2016-05-011', 'v2016-05', '2016-05-01.csv', '国人口发〔2004〕36号', '960.00', 'app/2016-05',
  ])('%s stays as it is', (id) => expect([daysInWords(id, 'zh'), daysInWords(id, 'en')]).toEqual([id, id]));
});
