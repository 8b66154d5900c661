import { text } from '@zhibu/kernel';
import { inLanguage } from './catalogue';

const texts = { title: text('今日', 'Today'), people: (count: number) => text(`${count} 人`, count === 1 ? '1 person' : `${count} people`) } as const;

it('a catalogue speaks one language at a time, around the same values', () => {
  const [zh, en] = [inLanguage(texts, 'zh'), inLanguage(texts, 'en')];
  expect([zh.title, zh.people(2), en.title, en.people(1), en.people(2)]).toEqual(['今日', '2 人', 'Today', '1 person', '2 people']);
});
