import { Pool } from 'pg';

export interface PlaintextFound {
  /** Name of the planted value, so that a failing test does not print it. */
  readonly planted: string;
  readonly form: string;
  /** Byte offset in the haystack. */
  readonly at: number;
}

const plantedBytesMin = 4;

/** Base64 of a value inside other bytes: three alignments, without the characters that depend on neighbours. */
const base64Forms = (bytes: Buffer): string[] =>
  [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64').replace(/=+$/, '');
    const first = shift === 0 ? 0 : shift + 1;
    const last = (shift + bytes.length) % 3 === 0 ? text.length : text.length - 1;
    return text.slice(first, last);
  });

const jsonEscaped = (value: string): string => [...Array(value.length).keys()].map((index) => `\\u${value.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');

const formsOf = (value: string): [string, Buffer][] => {
  const bytes = Buffer.from(value, 'utf8');
  const ascii = (form: string, text: string): [string, Buffer] => [form, Buffer.from(text, 'latin1')];
  return [
    ['as it is', bytes],
    ['utf-16', Buffer.from(value, 'utf16le')],
    ascii('hex', bytes.toString('hex')),
    ascii('HEX', bytes.toString('hex').toUpperCase()),
    ascii('percent', encodeURIComponent(value)),
    ascii('json escape', jsonEscaped(value)),
    ...base64Forms(bytes).map((text) => ascii('base64', text)),
    ...base64Forms(bytes).map((text) => ascii('base64url', text.replaceAll('+', '-').replaceAll('/', '_'))),
  ];
};

/**
 * Looks for planted personal values in anything that was written: rows, jobs, logs, errors, dumps. Finds them as
 * they are and in the encodings in which they usually slip through.
 */
export const findPlaintext = (haystack: string | Buffer, planted: Readonly<Record<string, string>>): PlaintextFound[] => {
  const bytes = typeof haystack === 'string' ? Buffer.from(haystack, 'utf8') : haystack;
  return Object.entries(planted).flatMap(([name, value]) => {
    if (Buffer.byteLength(value) < plantedBytesMin) throw new RangeError(`the planted value ${name} is too short to be found without chance hits`);
    return formsOf(value)
      .map(([form, needle]) => ({ planted: name, form, at: bytes.indexOf(needle) }))
      .filter(({ at }, index, all) => at >= 0 && all.findIndex((other) => other.at === at) === index);
  });
};

/** Every row of every table that is not the server's own, as text, with the table's name before it. */
export const dumpTables = async (pool: Pool): Promise<string> => {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${name} as t`);
    parts.push(`-- ${name}`, ...rows.map(({ row }) => row));
  }
  return parts.join('\n');
};

/** An error with everything hanging on it, as a careless logger would print it. */
export const dumpError = (error: unknown): string => {
  const seen = new Set<unknown>();
  const visit = (value: unknown): string => {
    if (value === null || typeof value !== 'object') return String(value);
    if (seen.has(value)) return '';
    seen.add(value);
    return [...Object.getOwnPropertyNames(value)].map((name) => `${name}=${visit((value as Record<string, unknown>)[name])}`).join('\n');
  };
  return `${String(error)}\n${visit(error)}`;
};
