import { ThemeConfig } from 'antd';

/** antd moves some things by rules that no stylesheet of ours overrules. */
const isStill = typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Contrast of text and controls is at least 4.5 to 1 on white (WCAG 2.2 AA). */
export const theme: ThemeConfig = {
  cssVar: { key: 'zhibu' },
  hashed: false,
  token: {
    motion: !isStill,
    colorPrimary: '#0b5cad',
    colorLink: '#0b5cad',
    // A lighter one, as antd makes it, cannot be read on the grey of the page.
    colorPrimaryHover: '#084c91',
    colorLinkHover: '#084c91',
    colorSuccess: '#1a7a36',
    colorSuccessBg: '#edf7ef',
    colorSuccessBorder: '#8cc49b',
    colorWarning: '#8a5300',
    // What is made of so dark a colour is a grey on which it cannot be read.
    colorWarningBg: '#fff7e6',
    colorError: '#b3261e',
    colorTextSecondary: 'rgba(0, 0, 0, 0.68)',
    colorTextTertiary: 'rgba(0, 0, 0, 0.65)',
    colorTextDescription: 'rgba(0, 0, 0, 0.65)',
    colorTextPlaceholder: 'rgba(0, 0, 0, 0.58)',
    borderRadius: 4,
    fontFamily: 'system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
  },
};
