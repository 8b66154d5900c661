import { Text, text } from '@zhibu/kernel';

/** What the system says of a connection that cannot be made, by its stable code. */
const meanings: Readonly<Record<string, Text>> = {
  ECONNREFUSED: text('连接被拒绝', 'the connection was refused'),
  ECONNRESET: text('连接被对方中断', 'the connection was reset'),
  ENOTFOUND: text('找不到这台主机', 'there is no such host'),
  EAI_AGAIN: text('域名解析没有应答', 'the name service does not answer'),
  EHOSTUNREACH: text('主机不可达', 'the host cannot be reached'),
  ENETUNREACH: text('网络不可达', 'the network cannot be reached'),
  ETIMEDOUT: text('连接超时', 'the connection timed out'),
  ENOENT: text('没有这个文件', 'there is no such file'),
  EACCES: text('没有权限', 'there is no permission'),
  EISDIR: text('这是文件夹而不是文件', 'it is a folder and not a file'),
  ERR_SSL_WRONG_VERSION_NUMBER: text('服务在该端口不使用加密', 'the server speaks no TLS there'),
  ERR_TLS_CERT_ALTNAME_INVALID: text('证书不属于该主机名', 'the certificate is for another host'),
  CERT_HAS_EXPIRED: text('证书已过期', 'the certificate has expired'),
  CERT_NOT_YET_VALID: text('证书尚未生效', 'the certificate is not valid yet'),
  DEPTH_ZERO_SELF_SIGNED_CERT: text('证书是自签名的', 'the certificate is signed by itself'),
  SELF_SIGNED_CERT_IN_CHAIN: text('证书的签发机构不受信任', 'the certificate is of an authority that is not trusted'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: text('证书的签发机构不受信任', 'the certificate is of an authority that is not trusted'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: text('证书的签发机构不受信任', 'the certificate is of an authority that is not trusted'),
};

/** The meaning in both languages with the system's own words, which are English; those alone where the code is not known. */
export const systemWords = ({ code, message }: { readonly code?: string; readonly message: string }): Text => {
  const meaning = code === undefined ? undefined : meanings[code];
  const said = code === undefined || message.includes(code) ? message.trim() || 'error' : `${code}: ${message.trim()}`;
  return meaning === undefined ? text(`系统提示“${said}”`, said) : text(`${meaning.zh}（${said}）`, `${meaning.en} (${said})`);
};
