import { act, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { Service, plainQueries } from '../../../test/service';
import { StandInEventSource } from '../../../test/stand-in-event-source';
import { SessionContext } from '../../app/session';
import { OneRegister } from './register';
import type { Register } from './register-view';

const readIn: Register = {
  registerId: 'r', title: '2015 年度名册', scheme: 'rural-reward', areaCode: '990101100001', status: 'open', openedOn: '2016-01-04', statedRows: 2, rowsRead: 2, preparedBy: ['caseworker-01'], approvedBy: [], confirmedBy: [],
  listHash: null, earliestPaidThrough: null, latestPaidThrough: null, parts: 1, partsDone: 0, carried: 0, refused: 0, version: 2,
};
const submitted: Register = { ...readIn, status: 'submitted', listHash: 'ab', version: 3 };
const notOwn = '编制人不得批准，须由他人批准';

/** A service that answers about the register when the test says so. */
const open = async () => {
  const waiting: ((data: Register) => void)[] = [];
  const GET = (path: string) => (path === '/api/v1/registers/{registerId}' ? new Promise((answer) => waiting.push((data) => answer({ data }))) : Promise.resolve({ data: [] }));
  const queries = plainQueries();
  const session = { me: { userId: 'caseworker-01', roles: [{ role: 'caseworker', areaCode: '990101' }] } };
  render(<Service answers={{ GET }} queries={queries}><SessionContext value={session as never}><MemoryRouter><OneRegister registerId="r" /></MemoryRouter></SessionContext></Service>);
  const shown = () => new Promise((then) => setTimeout(then, 0));
  const answer = (data: Register) => act(async () => {
    waiting.shift()?.(data);
    await shown();
  });
  await answer(readIn);
  await screen.findByRole('button', { name: '提交批准' });
  return { answer, readAgain: () => act(async () => { void queries.invalidateQueries(); await shown(); }), told: StandInEventSource.last };
};

beforeEach(() => StandInEventSource.install());

it('keeps what the stream told last when an answer asked for before comes late', async () => {
  const { answer, readAgain, told } = await open();
  await readAgain();
  await told.tell('progress', submitted);
  await screen.findByText(notOwn);
  await answer(readIn);
  expect([screen.queryByText(notOwn) === null, screen.queryByRole('button', { name: '提交批准' })]).toEqual([false, null]);
});

it('shows what is read after the stream told something', async () => {
  const { answer, readAgain, told } = await open();
  await told.tell('progress', submitted);
  await readAgain();
  await answer({ ...submitted, status: 'declined', version: 4 });
  await screen.findByText(/未获批准或已撤回/);
});
