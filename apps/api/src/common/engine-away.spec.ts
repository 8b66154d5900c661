import { engineAwayFor } from './engine-away';

const named = (name: string): Error => Object.assign(new Error('planted'), { name });

it('tells trouble of the job queue as that of its engine', () => {
  expect(['DatabaseTrouble', 'RedisTrouble', 'Error'].map((name) => engineAwayFor(named(name))?.code)).toEqual(['engine.database-away', 'engine.queue-away', undefined]);
});
