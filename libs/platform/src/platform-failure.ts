import type { Language, Text } from '@zhibu/kernel';

/** What stops a start or a command, and the exit code a shell sees (sysexits where one fits). */
export const failureExitCodes = {
  'port-taken': 75,
  'folder-not-writable': 73,
  'no-disk-space': 74,
  'half-made-data-folder': 65,
  'other-major-version': 65,
  'data-folder-in-use': 75,
  'unsupported-platform': 69,
  'postgres-missing': 69,
  'postgres-failed': 70,
  'settings-wrong': 78,
  'secrets-missing': 78,
  'secrets-exist': 73,
  'secrets-differ': 78,
  'engine-unreachable': 69,
  'engine-refused': 77,
  'engine-unfit': 76,
  'event-log.empty': 65,
  'event-log.replaced': 65,
  'event-log.shorter': 65,
  'event-log.moved': 65,
  'event-log.keys-missing': 65,
  'child-failed': 70,
} as const;

export type FailureCode = keyof typeof failureExitCodes;

/** One sentence in each language for the person at the terminal; `cause` keeps the technical detail. */
export class PlatformFailure extends Error {
  readonly exitCode: number;

  constructor(
    readonly code: FailureCode,
    readonly text: Text,
    cause?: unknown,
    /** That of a child which ended with it, in place of the one of the code. */
    exitCode: number = failureExitCodes[code],
  ) {
    super(text.en, cause === undefined ? undefined : { cause });
    this.name = 'PlatformFailure';
    this.exitCode = exitCode;
  }

  in(language: Language): string {
    return this.text[language];
  }
}

export const failure = (code: FailureCode, zh: string, en: string, cause?: unknown): PlatformFailure =>
  new PlatformFailure(code, { zh, en }, cause);

/** The system's word for what went wrong, such as EACCES. Looks at the shape: errors may come from another realm. */
export const errnoOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** Turns what the file system says about a folder into a sentence; anything else is thrown on as it is. */
export const folderFailure = (folder: string, error: unknown): unknown => {
  switch (errnoOf(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    // What /proc and /sys answer.
    case 'ENOENT':
      return failure('folder-not-writable', `数据目录 ${folder} 不可写，请检查权限或用 ZHIBU_DATA 指定另一个目录。`,
        `The data folder ${folder} cannot be written to; check its permissions or name another with ZHIBU_DATA.`, error);
    case 'ENOTDIR':
    case 'EEXIST':
      return failure('folder-not-writable', `数据目录 ${folder} 的位置上有一个文件，请移走它或用 ZHIBU_DATA 指定另一个目录。`,
        `A file stands where the data folder ${folder} should be; move it or name another folder with ZHIBU_DATA.`, error);
    case 'ENOSPC':
    case 'EDQUOT':
      return noDiskSpace(folder, undefined, undefined, error);
    default:
      return error;
  }
};

/** Sizes in bytes. */
export const noDiskSpace = (folder: string, freeBytes?: number, neededBytes?: number, cause?: unknown): PlatformFailure => {
  const mb = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;
  const known = freeBytes !== undefined && neededBytes !== undefined;
  return failure('no-disk-space',
    `数据目录 ${folder} 所在磁盘空间不足${known ? `（剩余 ${mb(freeBytes)}，至少需要 ${mb(neededBytes)}）` : ''}。`,
    `The disk that holds the data folder ${folder} is full${known ? ` (${mb(freeBytes)} free, ${mb(neededBytes)} needed)` : ''}.`, cause);
};
