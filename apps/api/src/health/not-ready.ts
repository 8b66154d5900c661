import type { Language } from '@zhibu/kernel';
import { RejectionError, text } from '@zhibu/kernel';
import type { Unready } from '@zhibu/runtime';
import type { FieldProblem } from '../common/problem';

/** Nobody should be sent here; each thing that is waited for or wrong is one of the problem's `errors`. An answer, and no error of ours. */
export class NotReady extends RejectionError {
  constructor(private readonly wrong: readonly Unready[]) {
    const names = wrong.map(({ name }) => name);
    super({ code: 'server.not-ready', message: text('服务尚未就绪', 'The service is not ready'), expected: text('数据库应答，每个读模型都有在用版本', 'a database that answers, and a live version of every read model'), actual: text(names.join('、'), names.join(', ')) });
  }

  dependencies(language: Language): readonly FieldProblem[] {
    return this.wrong.map(({ name, code, message }) => ({ field: name, code, expected: { zh: '正常', en: 'well' }[language], actual: message[language] }));
  }
}
