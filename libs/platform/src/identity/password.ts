import { hash, verify } from '@node-rs/argon2';
import { Result, accept, refuse, text } from '@zhibu/kernel';

// The library's number for argon2id; its enum is not usable with isolated modules.
const argon2id = 2;
// OWASP's first choice: 19 MiB, two passes, one lane.
const parameters = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const lengthMin = 10;
const lengthMax = 200;

export const hashPassword = (password: string): Promise<string> => hash(password, parameters);

export const passwordMatches = (stored: string, password: string): Promise<boolean> => verify(stored, password);

export const checkNewPassword = (password: string): Result<string> =>
  password.length >= lengthMin && password.length <= lengthMax
    ? accept(password)
    : refuse({
        code: 'identity.password-length',
        message: text('密码长度不符合要求', 'The password has the wrong length'),
        expected: text(`${lengthMin} 至 ${lengthMax} 个字符`, `${lengthMin} to ${lengthMax} characters`),
        actual: text(`${password.length} 个字符`, `${password.length} characters`),
      });
