import { text } from '@zhibu/kernel';

export const texts = {
  title: text('登录直补', 'Sign in to Zhibu'),
  user: text('用户名', 'User'),
  userMissing: text('请填写用户名', 'Enter the user'),
  password: text('密码', 'Password'),
  passwordMissing: text('请填写密码', 'Enter the password'),
  showPassword: text('显示密码', 'Show the password'),
  signIn: text('登录', 'Sign in'),
  standsIn: (whom: string) => text(`继续代 ${whom} 行事，请输入您自己的密码`, `You go on in the name of ${whom}: enter your own password`),
  standsInNoMore: (whom: string) => text(`您不能再代 ${whom} 行事。可以本人名义登录：已填写的内容仍在，此后所办都以本人名义`, `You cannot act for ${whom} any more. You may sign in in your own name: what you typed is still there, and what you do from then on is in your own name`),
  ownName: text('以本人名义登录', 'Sign in in my own name'),
} as const;
