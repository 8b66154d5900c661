import { text } from '@zhibu/kernel';
import { useTexts } from '../texts/language';
import { Day } from './day';

const texts = {
  provisional: text('（暂定）', '(provisional)'),
  why: text('该年度节假日安排未录入，期限可能变动', 'The holidays of that year are not on record yet: the day may move'),
} as const;

/** A last day; one that was counted through a year without a calendar says so. */
export const DueDay = ({ day, provisional }: { readonly day: string | null; readonly provisional: boolean }) => {
  const said = useTexts(texts);
  return <><Day day={day} />{provisional && day !== null ? <small title={said.why}> {said.provisional}</small> : null}</>;
};
