import { grantChanges } from './grant-changes';

const village = { role: 'village-reviewer', areaCode: '990101100001' } as const;
const elsewhere = { ...village, areaCode: '990101100002' } as const;

it('names what is given and what is taken away, also where only the area differs', () => {
  expect(grantChanges([village], [elsewhere])).toEqual({ given: [elsewhere], taken: [village] });
  expect(grantChanges([village], [village])).toEqual({ given: [], taken: [] });
  expect(grantChanges([], [village, elsewhere])).toEqual({ given: [village, elsewhere], taken: [] });
});
