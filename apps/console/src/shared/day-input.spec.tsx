import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { DayInput } from './day-input';

const told: string[] = [];
const Field = ({ first = '' }: { readonly first?: string }) => {
  const [day, setDay] = useState(first);
  return <DayInput id="day" value={day} max="2016-12-31" onChange={(next) => { told.push(next); setDay(next); }} />;
};
const field = (): HTMLInputElement => screen.getByRole('textbox');
beforeEach(() => { told.length = 0; });

it('makes a day of digits alone', async () => {
  render(<Field />);
  await userEvent.type(field(), '20160520');
  expect([field().value, told.at(-1)]).toEqual(['2016-05-20', '2016-05-20']);
});

it('gives a page whole days within the bounds only, and says the day again that the page kept', async () => {
  const picked: string[] = [];
  render(<DayInput id="day" value="2016-01-31" max="2016-12-31" onPick={(day) => picked.push(day)} />);
  await userEvent.clear(field());
  await userEvent.type(field(), '20170101');
  expect([picked, screen.getByRole('alert').textContent]).toEqual([[], expect.stringContaining('2016-12-31')]);
  await userEvent.tab();
  expect(field().value).toBe('2016-01-31');
  await userEvent.clear(field());
  await userEvent.type(field(), '20160229');
  expect(picked).toEqual(['2016-02-29']);
});

it('says what is wrong with a day that is none, or that lies too late', async () => {
  render(<Field />);
  await userEvent.type(field(), '20150229');
  expect([screen.getByRole('alert').textContent, field().getAttribute('aria-invalid')]).toEqual([expect.stringMatching(/不是存在的日期|no day/), 'true']);
  await userEvent.clear(field());
  await userEvent.type(field(), '20170101');
  expect(screen.getByRole('alert').textContent).toContain('2016-12-31');
});

it('takes a day without its noughts once the field is left', async () => {
  render(<Field />);
  await userEvent.type(field(), '2016-5-2');
  await userEvent.tab();
  expect([field().value, told.at(-1)]).toEqual(['2016-05-02', '2016-05-02']);
});

it('keeps what is half typed when the field is left, and says that it is no day', async () => {
  render(<Field />);
  await userEvent.type(field(), '2016-0');
  await userEvent.tab();
  expect([field().value, screen.getByRole('alert').textContent]).toEqual(['2016-0', expect.stringMatching(/不是存在的日期|no day/)]);
});
