import { formatYuan, text } from '@zhibu/kernel';
import type { PublishedFigures } from '@zhibu/demo';
import type { SchemeRates } from '@zhibu/projections';
import { Output, Row, formatTable } from '../output';

/** The figures that were worked out beside the published ones. */
export const figuresText = (found: readonly SchemeRates[], published: readonly PublishedFigures[], output: Output): string => {
  const say = (zh: string, en: string): string => output.say(text(zh, en));
  const rowsOf = (known: PublishedFigures): Row[] => {
    const rates = found.find(({ scheme }) => scheme === known.scheme);
    const paid = rates?.disbursementAccuracy;
    return [
      [known.scheme, say('足额到账人数', 'people paid in full'), `${paid?.count.numerator ?? '-'}`, `${known.people}`],
      ['', say('到账金额（元）', 'yuan credited'), paid === undefined ? '-' : formatYuan(paid.amountFen.numerator), known.totalFen === null ? '-' : formatYuan(known.totalFen)],
      ['', say('兑现准确率', 'disbursement accuracy'), paid?.count.percent ?? '-', known.disbursementAccuracy],
      ['', say('资金到位率', 'funds in place'), rates?.fundsInPlace?.total.percent ?? '-', known.fundsInPlace],
      ['', say('及时发放率', 'timely disbursement'), rates?.timelyDisbursement.amountFen.percent ?? '-', known.timelyDisbursement],
    ];
  };
  return formatTable(['', '', say('算出', 'worked out'), say('公开', 'published')], published.flatMap(rowsOf));
};
