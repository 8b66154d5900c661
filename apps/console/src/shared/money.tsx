import { useLanguage } from '../texts/language';

const fenPerYuan = 100;

/** Whole fen as yuan, exactly: no fraction of a fen is ever shown or rounded away. */
export const yuanOf = (fen: number, language: 'zh' | 'en'): string => {
  const [sign, whole, rest] = [fen < 0 ? '-' : '', Math.trunc(Math.abs(fen) / fenPerYuan), Math.abs(fen) % fenPerYuan];
  return `${sign}¥${new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en').format(whole)}.${String(rest).padStart(2, '0')}`;
};

/** An amount in a table or a sentence; `null`: not known yet. */
export const Money = ({ fen }: { readonly fen: number | null }) => {
  const { language } = useLanguage();
  return <span className="money">{fen === null ? '—' : yuanOf(fen, language)}</span>;
};
