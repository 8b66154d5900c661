import { text } from '@zhibu/kernel';

export const grantTexts = {
  role: text('角色', 'Role'),
  area: text('地区，含其下各级', 'Area, with everything below it'),
  add: text('增加一项', 'Add one'),
  remove: (which: string) => text(`取消：${which}`, `Take away: ${which}`),
  removeShort: text('取消', 'Take away'),
  needed: text('必填', 'Needed'),
  none: text('没有角色：可以登录，但什么也看不到', 'No role: they can sign in and see nothing'),
  apart: (left: string, right: string) => text(`${left}与${right}不能由同一人担任`, `${left} and ${right} may not be the same person`),
  noGrant: text('无', 'None'),
} as const;
