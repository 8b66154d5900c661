import { text } from '@zhibu/kernel';

export const texts = {
  title: text('快捷键', 'Keyboard shortcuts'),
  close: text('关闭', 'Close'),
  here: text('在本页', 'On this page'),
  anywhere: text('在任何页面', 'On every page'),
  pages: text('前往页面', 'Go to a page'),
  inForms: text('在表单和窗口中', 'In forms and windows'),
  send: text('提交窗口中的表单', 'Send the form of a window'),
  leave: text('关闭窗口', 'Close the window'),
  enter: text('回车', 'Enter'),
  turnOn: text('使用单键快捷键', 'Use single keys'),
  turnOnWhy: text('光标在输入框中时不起作用。用语音输入或读屏软件时可以关闭；选择只记在这台设备上。', 'They do nothing while you type in a field. Turn them off if you speak to your computer or use a screen reader; the choice is kept on this device only.'),
  goTo: text('前往：按一个字母，Esc 取消', 'Go to: press a letter, Esc leaves it'),
  then: text('再按', 'then'),
} as const;
