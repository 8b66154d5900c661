import { ReactNode, createContext, use, useEffect, useMemo, useState } from 'react';
import { Language } from '@zhibu/kernel';
import { Catalogue, In, inLanguage } from './catalogue';

interface Spoken {
  readonly language: Language;
  readonly speak: (language: Language) => void;
}

const SpokenContext = createContext<Spoken>({ language: 'zh', speak: () => undefined });

/** Nothing personal: which of two languages the screen speaks. */
const kept = 'zhibu.language';

const first = (): Language => {
  const chosen = localStorage.getItem(kept);
  if (chosen === 'zh' || chosen === 'en') return chosen;
  return navigator.language.toLowerCase().startsWith('zh') || !navigator.language.toLowerCase().startsWith('en') ? 'zh' : 'en';
};

export const LanguageProvider = ({ children }: { readonly children: ReactNode }) => {
  const [language, setLanguage] = useState<Language>(first);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const spoken = useMemo<Spoken>(() => ({
    language,
    speak: (next) => {
      localStorage.setItem(kept, next);
      setLanguage(next);
    },
  }), [language]);
  return <SpokenContext value={spoken}>{children}</SpokenContext>;
};

export const useLanguage = (): Spoken => use(SpokenContext);

/** The texts of a folder in the reader's language. */
export const useTexts = <C extends Catalogue>(catalogue: C): In<C> => {
  const { language } = useLanguage();
  return useMemo(() => inLanguage(catalogue, language), [catalogue, language]);
};
