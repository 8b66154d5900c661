import { RejectionError, text } from '@zhibu/kernel';

/** Somebody's key was erased, so nothing more may be stored about them. Code `privacy.person-erased`. */
export class PersonErased extends RejectionError {
  constructor(readonly personKey: string) {
    super({
      code: 'privacy.person-erased',
      message: text('此人的资料已按规定删除，不能再保存个人信息', "This person's data was erased; nothing personal can be stored any more"),
      expected: text('密钥未删除的人员', 'a person whose key was not erased'),
      actual: text(`密钥已删除：${personKey}`, `erased key: ${personKey}`),
    });
    this.name = 'PersonErased';
  }
}

/** A personal field came without the key of its person, so it cannot be encrypted. Code `privacy.no-person-key`. */
export class PersonKeyMissing extends RejectionError {
  constructor(eventType: string, path: string) {
    super({
      code: 'privacy.no-person-key',
      message: text('个人信息字段没有对应的人员标识', 'A personal field does not say whose it is'),
      expected: text(`${eventType} 中 ${path} 所属人员的标识`, `the person key for ${path} of ${eventType}`),
      actual: text('没有人员标识', 'no person key'),
      field: path,
    });
    this.name = 'PersonKeyMissing';
  }
}

export type SealedValueProblem = 'altered' | 'not-readable' | 'key-unknown';

const problems: Readonly<Record<SealedValueProblem, { readonly zh: string; readonly en: string }>> = {
  altered: text('密文与保存时不同', 'the ciphertext is not the one that was stored'),
  'not-readable': text('密文格式不正确', 'the ciphertext has no known form'),
  'key-unknown': text('密钥库中没有此人的密钥，也没有删除记录', "the vault holds neither this person's key nor a mark of its erasure"),
};

/** Stored personal data cannot be read. Says where and why, never what. Code `privacy.sealed-value-<problem>`. */
export class SealedValueUnreadable extends RejectionError {
  constructor(
    readonly problem: SealedValueProblem,
    readonly stream: string,
    readonly version: number,
    readonly personKey: string,
  ) {
    super({
      code: `privacy.sealed-value-${problem}`,
      message: text(`${stream} 第 ${version} 条事件的个人信息无法解密`, `Personal data of event ${version} in ${stream} cannot be decrypted`),
      expected: text('保存时的密文和密钥', 'the ciphertext and key it was stored with'),
      actual: problems[problem],
    });
    this.name = 'SealedValueUnreadable';
  }
}

/** A key in the vault was wrapped under a master key that is not configured. Code `privacy.master-key-unknown`. */
export class MasterKeyUnknown extends RejectionError {
  constructor(readonly masterKeyId: string) {
    super({
      code: 'privacy.master-key-unknown',
      message: text('密钥库使用了未配置的主密钥', 'The vault holds keys under a master key that is not configured'),
      expected: text('当前或已停用的主密钥之一', 'one of the current and retired master keys'),
      actual: text(`主密钥 ${masterKeyId}`, `master key ${masterKeyId}`),
    });
    this.name = 'MasterKeyUnknown';
  }
}

/** A wrapped key was changed or moved to another person. Code `privacy.wrapped-key-altered`. */
export class WrappedKeyAltered extends RejectionError {
  constructor(readonly personKey: string) {
    super({
      code: 'privacy.wrapped-key-altered',
      message: text('密钥库中的密钥被改动', 'A key in the vault was altered'),
      expected: text('以主密钥和人员标识封装的密钥', 'a key wrapped under the master key for this person'),
      actual: text(`人员标识 ${personKey} 的密钥校验不符`, `the key of ${personKey} fails its check`),
    });
    this.name = 'WrappedKeyAltered';
  }
}
