import type { Language } from '@zhibu/kernel';
import { RejectionError, text } from '@zhibu/kernel';
import type { HealthReport } from '@zhibu/runtime';
import { unready } from '@zhibu/runtime';
import type { FieldProblem } from '../common/problem';

/** Nobody should be sent here; each thing that is wrong is one of the problem's `errors`. */
export class NotReady extends RejectionError {
  constructor(private readonly report: HealthReport) {
    const names = unready(report).map(({ name }) => name).join(', ');
    super({ code: 'server.not-ready', message: text('服务尚未就绪', 'The service is not ready'), expected: text('所依赖的引擎应答，读模型没有停止', 'engines that answer, and read models that go on'), actual: text(names, names) });
  }

  dependencies(language: Language): readonly FieldProblem[] {
    return unready(this.report).map(({ name, code, message }) => ({ field: name, code, expected: { zh: '正常', en: 'well' }[language], actual: message[language] }));
  }
}
