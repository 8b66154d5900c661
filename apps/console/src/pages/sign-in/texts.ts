import { text } from '@zhibu/kernel';

export const texts = {
  title: text('登录直补', 'Sign in to Zhibu'),
  user: text('用户名', 'User'),
  userMissing: text('请填写用户名', 'Enter the user'),
  password: text('密码', 'Password'),
  passwordMissing: text('请填写密码', 'Enter the password'),
  showPassword: text('显示密码', 'Show the password'),
  signIn: text('登录', 'Sign in'),
} as const;
