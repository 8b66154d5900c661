import { createHmac, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../make-folder';
import { failure, folderFailure } from '../platform-failure';

/** Keys of an installation. Without them neither names nor stream names can be found again. */
export interface Secrets {
  /** 32 bytes: keyed hashes of ID and account numbers, hence the names of streams. */
  readonly pseudonymKey: Buffer;
  /** 32 bytes: wraps every person's own key. */
  readonly masterKey: Buffer;
  /** 32 bytes: signs the tokens of signed-in users. */
  readonly tokenKey: Buffer;
}

const keyNames = ['pseudonymKey', 'masterKey', 'tokenKey'] as const;
const keyBytes = 32;

export const secretsFile = (dataFolder: string): string => join(dataFolder, 'secrets.json');

const damaged = (path: string, cause?: unknown): Error => failure('secrets-missing',
  `密钥文件 ${path} 已损坏，请从备份恢复；没有它已有数据无法读取。`,
  `The file of keys ${path} is damaged; restore it from a backup, for the data cannot be read without it.`, cause);

const parse = (path: string): Secrets => {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw damaged(path, error);
  }
  const keyOf = (name: (typeof keyNames)[number]): Buffer => {
    const value = typeof content === 'object' && content !== null ? (content as Record<string, unknown>)[name] : undefined;
    const key = Buffer.from(typeof value === 'string' ? value : '', 'base64');
    if (key.length !== keyBytes) throw damaged(path);
    return key;
  };
  return { pseudonymKey: keyOf('pseudonymKey'), masterKey: keyOf('masterKey'), tokenKey: keyOf('tokenKey') };
};

/** Written whole beside its name, then linked: a crash leaves no half file, and the first of two writers wins. */
const generate = (path: string): void => {
  const draft = `${path}.${process.pid}`;
  makeFolder(dirname(path));
  try {
    const descriptor = openSync(draft, 'w', 0o600);
    writeSync(descriptor, `${JSON.stringify(Object.fromEntries(keyNames.map((name) => [name, randomBytes(keyBytes).toString('base64')])), null, 2)}\n`);
    fsyncSync(descriptor);
    closeSync(descriptor);
    linkSync(draft, path);
  } catch (error) {
    if (!existsSync(path)) throw folderFailure(dirname(path), error);
  } finally {
    rmSync(draft, { force: true });
  }
};

/**
 * Reads the keys, or makes them once for a new installation (mode 0600). With `dataExists` a missing file is
 * refused: new keys would silently lock everybody's old data away. `path`: where the keys are instead of the data folder.
 */
export const openSecrets = (dataFolder: string, dataExists: boolean, path = secretsFile(dataFolder)): Secrets => {
  if (!existsSync(path)) {
    if (dataExists) {
      throw failure('secrets-missing',
        `密钥文件 ${path} 缺失，而数据已经存在；请从备份恢复该文件。`,
        `The file of keys ${path} is missing although data exist; restore it from a backup.`);
    }
    generate(path);
  }
  return parse(path);
};

/** Makes the keys of a new installation in a file of its own. Throws `secrets-exist` when one is there. */
export const makeSecrets = (path: string): void => {
  if (existsSync(path)) throw failure('secrets-exist', `文件 ${path} 已存在；密钥不会被覆盖。`, `The file ${path} is there already; keys are never written over.`);
  generate(path);
};

/**
 * Tells two sets of keys apart and tells nothing else: processes with different keys would write what the others cannot
 * read, and take one person for two. 32 hex digits.
 */
export const fingerprintOf = ({ pseudonymKey, masterKey }: Pick<Secrets, 'pseudonymKey' | 'masterKey'>): string =>
  createHmac('sha256', masterKey).update('zhibu keys').update(pseudonymKey).digest('hex').slice(0, 32);
