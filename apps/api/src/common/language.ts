import type { Request } from 'express';
import { Language } from '@zhibu/kernel';

/** Chinese unless the reader asks for English first. */
export const languageOf = (request: Request): Language => (request.acceptsLanguages('zh', 'zh-CN', 'en') === 'en' ? 'en' : 'zh');
