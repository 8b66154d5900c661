import { text } from '@zhibu/kernel';
import type { Text } from '@zhibu/kernel';
import type { components } from '../../generated/openapi';
import { exitReasonWords, notListedWords } from '../../shared/finance-words';
import { yuanOf } from '../../shared/money';

export type Reason = components['schemas']['DifferenceReasonView'];

const both = (of: (language: 'zh' | 'en') => string): Text => text(of('zh'), of('en'));
const word = (words: Readonly<Record<string, Text>>, code: string | null): Text => (code === null ? text('—', '—') : (words[code] ?? text(code, code)));
const yuan = (fen: number | null): Text => both((language) => yuanOf(fen ?? 0, language));
const since = (month: string | null): Text => (month === null ? text('', '') : text(`，自 ${month}`, ` from ${month}`));
const by = (source: string | null): Text => (source === null ? text('', '') : text(`（${source}）`, ` (${source})`));

/** Why somebody differs from last time, in a sentence. `nameOf` names schemes and branches. */
export const reasonInWords = ({ code, month, day, detail, title, source, before, after }: Reason, nameOf: (scheme: string, branch?: string | null) => string, scheme: string): Text => {
  const layer = title ?? text('', '');
  switch (code) {
    case 'first-list': return text('此前没有名单', 'There was no list before');
    case 'was-not-listed': return both((language) => ({ zh: `上期应发而未列入：${word(notListedWords, detail).zh}`, en: `Due last time and not listed: ${word(notListedWords, detail).en}` })[language]);
    case 'right-began': return text(`资格自 ${month ?? '—'} 起`, `The right begins in ${month ?? '—'}`);
    case 'resumed': return text(`停发后自 ${month ?? '—'} 起恢复`, `Resumed in ${month ?? '—'} after a suspension`);
    case 'first-payment': return text(`资格自 ${month ?? '—'} 起，首次列入名单`, `The right began in ${month ?? '—'}; listed for the first time`);
    case 'listed-again': return text('曾列入较早的名单，上期未列，本期重新列入', 'Listed earlier, not last time, and again now');
    case 'not-listed': return both((language) => ({ zh: `应发而未列入：${word(notListedWords, detail).zh}`, en: `Due and not listed: ${word(notListedWords, detail).en}` })[language]);
    case 'right-ended': return both((language) => ({ zh: `资格退出：${word(exitReasonWords, detail).zh}，${day ?? '—'}${month === null ? '' : `，发至 ${month}`}`, en: `The right ended: ${word(exitReasonWords, detail).en}, ${day ?? '—'}${month === null ? '' : `, paid through ${month}`}` })[language]);
    case 'suspended': return text(`自 ${month ?? '—'} 起停发`, `Suspended from ${month ?? '—'}`);
    case 'on-hold': return text(`年审未通过，自 ${month ?? '—'} 起暂缓发放`, `Held from ${month ?? '—'}: the yearly check did not say yes`);
    case 'lower-scheme': return text(`按金额较高的“${nameOf(detail ?? '')}”发放，本项不发`, `Paid by the higher scheme, ${nameOf(detail ?? '')}`);
    case 'listed-elsewhere': return text(`这些月份已列入批次 ${detail ?? ''}`, `These months are on the list of ${detail ?? ''}`);
    case 'nothing-due': return text('本期没有应发的月份', 'No month is due this time');
    case 'months': return text(`上期 ${before ?? 0} 个月，本期 ${after ?? 0} 个月`, `${before ?? 0} months last time, ${after ?? 0} now`);
    case 'rate': return text(`${layer.zh}每月 ${yuan(before).zh} → ${yuan(after).zh}${since(month).zh}${by(source).zh}`, `${layer.en}: ${yuan(before).en} → ${yuan(after).en} a month${since(month).en}${by(source).en}`);
    case 'layer-began': return text(`新增${layer.zh}，每月 ${yuan(after).zh}${since(month).zh}${by(source).zh}`, `${layer.en} was added: ${yuan(after).en} a month${since(month).en}${by(source).en}`);
    case 'layer-ended': return text(`不再有${layer.zh}，原每月 ${yuan(before).zh}`, `${layer.en} ended: it was ${yuan(before).en} a month`);
    case 'branch': return text(`类别变为${nameOf(scheme, detail)}`, `The branch is now ${nameOf(scheme, detail)}`);
    case 'other-account': return text('换了账户', 'Goes to another account');
  }
};
