import { text } from '@zhibu/kernel';

export const texts = {
  title: text('政策', 'Policies'),
  loading: text('正在读取政策', 'Reading the policies'),
  list: text('项目与现行政策', 'Schemes and what holds now'),
  area: text('地区', 'Area'),
  scheme: text('项目', 'Scheme'),
  since: text('现行自', 'Holds since'),
  documents: text('依据文号', 'Documents'),
  versions: text('版本数', 'Versions'),
  notHere: text('本地区没有', 'Not in this area'),
  nothing: text('没有项目：在 policies 目录放入规则文件', 'No scheme: put a file with its rules into the folder policies'),
  what: text('每个项目的资格条件、标准、出资和办理流程，都来自带文号和日期的规则文件；打开一个项目可看历次版本及其差别。', 'Conditions, rates, funders and procedure of each scheme come from dated files with their document numbers. Open one to see every version and what changed between them.'),
} as const;
