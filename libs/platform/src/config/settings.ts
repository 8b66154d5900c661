import { isIP } from 'node:net';
import type { Text } from '@zhibu/kernel';
import { namesHosts } from './mask-url';

/** What a raw setting became, or what would have been right. The raw value is kept out: it may be a secret. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly expected: Text };
export type Parse<T> = (raw: string) => Parsed<T>;

const good = <T>(value: T): Parsed<T> => ({ ok: true, value });
const wrong = (zh: string, en: string): Parsed<never> => ({ ok: false, expected: { zh, en } });

export const wholeNumber = (min: number, max: number): Parse<number> => (raw) => {
  const value = Number(raw);
  return /^\d{1,9}$/.test(raw) && value >= min && value <= max ? good(value) : wrong(`${min} 到 ${max} 之间的整数`, `a whole number from ${min} to ${max}`);
};

export const nonEmpty: Parse<string> = (raw) => (raw.trim() === '' ? wrong('非空文字', 'a text that is not empty') : good(raw.trim()));

const networkMax = 32;

/** One address, with or without the length of its network; `loopback` for this machine. A network of everybody is none to be trusted. */
const isNetwork = (word: string): boolean => {
  if (word === 'loopback') return true;
  const [address = '', bits, ...rest] = word.split('/');
  const family = isIP(address);
  return family !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128)));
};

/** Several networks, separated by commas. */
export const networks: Parse<readonly string[]> = (raw) => {
  const words = raw.split(',').map((word) => word.trim());
  return words.length <= networkMax && words.every(isNetwork) ? good(words) : wrong(`用逗号分隔的地址或网段，或 loopback，最多 ${networkMax} 个，例如 loopback,10.0.0.0/8`, `addresses or networks separated by commas, or loopback, ${networkMax} at most, such as loopback,10.0.0.0/8`);
};

export const oneOf = <T extends string>(...values: readonly T[]): Parse<T> => (raw) => {
  const value = values.find((candidate) => candidate === raw);
  return value === undefined ? wrong(`其中之一：${values.join('、')}`, `one of ${values.join(', ')}`) : good(value);
};

/** Looks at the scheme and for hosts behind the credentials, if there are any: a cluster's address lists several hosts, which no URL parser takes. */
export const urlOf = (...schemes: readonly string[]): Parse<string> => (raw) => {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+]*):\/\/(.*)$/s.exec(raw.trim()) ?? [];
  return schemes.includes(scheme) && !/\s/.test(rest) && namesHosts(rest)
    ? good(raw.trim())
    : wrong(`以 ${schemes.join(':// 或 ')}:// 开头并写明主机的地址`, `a URL that begins with ${schemes.join(':// or ')}:// and names a host`);
};
