import { personalIn, typedIn } from './support/personal';

const batch = 'http://127.0.0.1:7300/api/v1/batches/rural-reward.990101000000.2016/files/1';

describe('what the journeys look for in every address that is asked', () => {
  it('finds numbers of people and accounts, and neither areas nor keys', () => {
    expect([`${batch}?q=990000195509070012`, `${batch}?q=9999010000000000010`].map((address) => personalIn(address))).toEqual([true, true]);
    expect([`${batch}?areaCode=990101100001`, `${batch}?personKey=jsqouiawcdr6bl3jiftxzlzmsy`].map((address) => personalIn(address))).toEqual([false, false]);
  });

  it('finds words that somebody typed, and neither codes nor days nor places in a list', () => {
    expect([`${batch}?reason=${encodeURIComponent('送银行')}`, `${batch}?reason=to+the+bank`].map(typedIn)).toEqual([true, true]);
    expect([batch, `${batch}?on=2016-03-31&stage=village-review&limit=100`, `${batch}?cursor=WyJydXJhbC1yZXdhcmQiXQ`].map(typedIn)).toEqual([false, false, false]);
  });
});
