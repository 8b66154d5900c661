import { Rejection } from '@zhibu/kernel';
import { roleWords } from '../../shared/role-words';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { actionTexts } from './texts';

/** A refusal in one sentence; one of authority names the roles as officers call them. */
export const useRefusalWords = (): ((refusal: Rejection) => string) => {
  const said = useTexts(actionTexts);
  const words = useWords();
  const { language } = useLanguage();
  return ({ code, message, expected, actual }) => {
    if (code === 'authority.area') return said.notYourArea;
    if (code === 'authority.role') return said.notYours(Object.keys(roleWords).filter((role) => expected.en.split(/[^a-z-]/).includes(role)).map((role) => words(roleWords, role)).join(' / '));
    return said.refusal(message[language], expected[language], actual[language]);
  };
};
