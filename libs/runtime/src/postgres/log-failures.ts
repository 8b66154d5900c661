import { PlatformFailure, failure } from '@zhibu/platform';
import type { KnownEvent } from './known-event';

export const keysDiffer = (): PlatformFailure =>
  failure('secrets-differ',
    '密钥文件不是这个系统使用的那一份：所有进程须使用同一份 secrets.json（ZHIBU_SECRETS_FILE），请复制原来的文件。',
    'The file of keys is not the one this installation uses: all processes need the same secrets.json (ZHIBU_SECRETS_FILE); copy the one of before.');

const inWords = (event: KnownEvent | undefined): string => (event === undefined ? '—' : `${event.id} (${event.checkpoint})`);

/** What was found is told by ids and places: neither says anything about a person. */
export const logFailure = (how: 'empty' | 'replaced' | 'shorter' | 'moved', known: KnownEvent, found?: KnownEvent): PlatformFailure => {
  const places = { zh: `应有事件 ${inWords(known)}，实为 ${inWords(found)}`, en: `expected event ${inWords(known)}, found ${inWords(found)}` };
  switch (how) {
    case 'empty':
      return failure('event-log.empty',
        `事件库是空的，而这个数据库属于一份已有事件的日志（${places.zh}）：请检查事件库的地址，或从备份恢复事件库；若确要重新开始，请另用一个空的数据库。`,
        `The event store is empty, while this database belongs to a log with events (${places.en}): check the address of the event store or restore it from its backup; to really begin anew, use another, empty database.`);
    case 'replaced':
      return failure('event-log.replaced',
        `这是另一份事件日志，不是这个数据库所属的那一份（${places.zh}）：请检查事件库和数据库的地址是否配对。`,
        `This is another event log than the one this database belongs to (${places.en}): check that the addresses of the event store and of the database belong together.`);
    case 'shorter':
      return failure('event-log.shorter',
        `事件日志缺少已经处理过的事件（${places.zh}）：请从更新的备份恢复事件库；若事件确已丢失，请另用一个空的数据库，用 zhibu events export 和 import 迁入现有事件。`,
        `The event log lacks events that were handled (${places.en}): restore the event store from a newer backup; when the events are really lost, move what is left into an empty database with zhibu events export and import.`);
    case 'moved':
      return failure('event-log.moved',
        `事件日志内容相同而位置不同（${places.zh}）：它被复制到了另一个事件库，读模型的进度在那里无效；请为它另用一个空的数据库并用 zhibu events import 迁入。`,
        `The event log has the same events in other places (${places.en}): it was copied to another store, where the progress of the read models means nothing; give it an empty database, and move it with zhibu events import.`);
  }
};
