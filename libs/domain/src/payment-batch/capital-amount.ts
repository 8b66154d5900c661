import { Fen } from '@zhibu/kernel';

const digits = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const places = ['', '拾', '佰', '仟'];

/** 1 to 9999 in words, with one 零 for zeros inside and none at the end. */
const section = (value: number): string => {
  let words = '';
  let zero = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      zero = words !== '';
      continue;
    }
    words += `${zero ? '零' : ''}${digits[digit]}${places[place]}`;
    zero = false;
  }
  return words;
};

const wholeYuan = (yuan: number): string => {
  const [trillions, hundredMillions, tenThousands, units] = [1e12, 1e8, 1e4, 1].map((size) => Math.floor(yuan / size) % 10_000) as [number, number, number, number];
  // 万亿 is said once: 壹万零贰亿, but 壹万亿.
  const parts: [number, string][] = [[trillions, hundredMillions > 0 ? '万' : '万亿'], [hundredMillions, '亿'], [tenThousands, '万'], [units, '']];
  let words = '';
  let gap = false;
  for (const [value, name] of parts) {
    if (value === 0) {
      gap = words !== '';
      continue;
    }
    words += `${words !== '' && (gap || value < 1_000) ? '零' : ''}${section(value)}${name}`;
    gap = false;
  }
  return words;
};

/**
 * An amount in capitals as vouchers show it (支付结算办法 附件一): 整 after a whole 元, 零 before 分 when there is
 * no 角. Where the rule leaves 零 open (元 or 万 place zero) it is left out. Null for a negative or broken amount.
 */
export const toCapitalAmount = (fen: Fen): string | null => {
  if (!Number.isSafeInteger(fen) || fen < 0) return null;
  const [yuan, jiao, rest] = [Math.floor(fen / 100), Math.floor(fen / 10) % 10, fen % 10];
  if (fen === 0) return '人民币零元整';
  const head = yuan === 0 ? '' : `${wholeYuan(yuan)}元`;
  if (jiao === 0 && rest === 0) return `人民币${head}整`;
  const tenths = jiao > 0 ? `${digits[jiao]}角` : head === '' ? '' : '零';
  return `人民币${head}${tenths}${rest > 0 ? `${digits[rest]}分` : ''}`;
};
