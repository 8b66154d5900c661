import { text } from '@zhibu/kernel';

export const texts = {
  title: text('地区', 'Areas'),
  loading: text('正在读取地区和用户', 'Reading areas and officers'),
  tree: text('地区与人员', 'Areas and officers'),
  area: text('地区', 'Area'),
  officers: text('本地区的人员', 'Officers of this area'),
  chooseCounty: text('选择要查看的地区', 'Choose an area'),
  gaps: text('缺人', 'Who is missing'),
  noGaps: (procedures: number) => text(`按现行 ${procedures} 个流程，各环节都有足够的人`, `By the ${procedures} procedures in force, every stage has enough officers`),
  gapsFound: (areas: number) => text(`${areas} 个地区缺人，案件会停在这些环节`, areas === 1 ? 'Officers are missing in 1 area, and cases will wait there' : `Officers are missing in ${areas} areas, and cases will wait there`),
  onlyGaps: text('只看缺人的地区', 'Only areas where officers are missing'),
  addHere: text('到“用户”页添加', 'Add them on the page Users'),
  none: (role: string) => text(`没有${role}`, `no ${role}`),
  fewSigners: (stage: string, has: number, needs: number) => text(`${stage}须 ${needs} 人签名，只有 ${has} 人`, `${stage} takes ${needs} signatures, and there ${has === 1 ? 'is 1 officer' : `are ${has} officers`}`),
  people: (role: string, count: number) => text(`${role} ${count} 人`, `${role}: ${count}`),
  more: (count: number) => text(`已读取 ${count} 名用户，其余未读`, `${count} officers read, not all of them`),
} as const;

export const levelWords = {
  nation: text('全国', 'Nation'),
  province: text('省', 'Province'),
  city: text('市', 'City'),
  county: text('县', 'County'),
  township: text('乡镇', 'Township'),
  village: text('村', 'Village'),
} as const;
