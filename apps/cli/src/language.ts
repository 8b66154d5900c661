import type { Language } from '@zhibu/kernel';

/** `--lang` wins, then ZHIBU_LANG, then the locale of the terminal; Chinese where that begins with zh, else English. */
export const languageOf = (argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Language => {
  const index = argv.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const given = index < 0 ? undefined : argv[index]?.includes('=') ? argv[index]?.slice('--lang='.length) : argv[index + 1];
  if (given === 'zh' || given === 'en') return given;
  const locale = env['ZHIBU_LANG'] || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
};
