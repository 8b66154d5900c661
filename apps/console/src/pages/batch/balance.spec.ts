import { balances } from './balance';

const fund = { fundId: 'f', scheme: 's', areaCode: '990101000000', year: 2016, usedBeyondFen: 0, dueFen: 0 };

it('subtracts what is used or reserved and adds the overdraft allowed', () => {
  const funds = [{ ...fund, level: 'county' as const, receivedFen: 1_000, usedFen: 300, reservedFen: 200, overdraftFen: 50 }];
  expect(balances([{ level: 'county', amountFen: 551 }, { level: 'central', amountFen: 7 }], funds, false)).toEqual([
    { level: 'central', dueFen: 7, availableFen: 0, missingFen: 7 },
    { level: 'county', dueFen: 551, availableFen: 550, missingFen: 1 },
  ]);
});

it('misses nothing of what was set aside', () => {
  expect(balances([{ level: 'city', amountFen: 5 }], [], true)[0]?.missingFen).toBe(0);
});

it('an account below zero is told as missing once, not twice', () => {
  const funds = [{ ...fund, level: 'county' as const, receivedFen: 0, usedFen: 300, reservedFen: 0, overdraftFen: 0 }];
  expect(balances([{ level: 'county', amountFen: 10 }], funds, false)[0]).toEqual({ level: 'county', dueFen: 10, availableFen: -300, missingFen: 10 });
});
