import { LocalDate } from '@zhibu/kernel';
import { SeededRandom } from './seeded-random';

/** Area 990000 is assigned to nobody: numbers made from it belong to no living person. */
const syntheticArea = '990000';
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

const residentIdCheckDigit = (first17: string): string => {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return '10X98765432'[sum % 11] ?? '';
};

const luhnDigit = (digits: string): string => {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return String((10 - (sum % 10)) % 10);
};

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤'];
const maleGiven = [...'国建志明德文华军强平海林生福成永光清金水有才兴发正良昌新春山'];
const femaleGiven = [...'秀英玉兰桂芳梅珍凤莲春香菊红霞丽娟素琴翠月美云冬莲淑贤腊枝'];
/** Real registers hold names like these; a system that cuts them loses people. */
const rareNames = ['阿依古丽·买买提', '𠮷田福生', '欧阳𬭎', '司马䶮'];

export interface IdentityMaker {
  idNumber(birthDate: LocalDate, sex: 'M' | 'F'): string;
  accountNumber(): string;
  personName(sex: 'M' | 'F'): string;
  phone(): string;
}

export const identityMaker = (random: SeededRandom): IdentityMaker => {
  const nextSequence = new Map<string, number>();
  let accounts = 0;
  let names = 0;
  return {
    // Odd sequence numbers are male. 995 is the last one that does not mean a centenarian.
    idNumber: (birthDate, sex) => {
      const key = `${birthDate}${sex}`;
      const sequence = nextSequence.get(key) ?? (sex === 'M' ? 1 : 2);
      if (sequence > 995) throw new Error(`no synthetic number is left for ${birthDate}`);
      nextSequence.set(key, sequence + 2);
      const first17 = `${syntheticArea}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
      return first17 + residentIdCheckDigit(first17);
    },
    accountNumber: () => {
      accounts += 1;
      const digits = `999901${String(accounts).padStart(12, '0')}`;
      return digits + luhnDigit(digits);
    },
    personName: (sex) => {
      names += 1;
      const rare = names % 1500 === 0 ? rareNames[(names / 1500 - 1) % rareNames.length] : undefined;
      if (rare !== undefined) return rare;
      const given = sex === 'M' ? maleGiven : femaleGiven;
      return random.pick(surnames) + random.pick(given) + (random.next() < 0.7 ? random.pick(given) : '');
    },
    // 199 is a block of numbers; the last eight digits are made up.
    phone: () => `199${String(random.int(0, 99_999_999)).padStart(8, '0')}`,
  };
};
