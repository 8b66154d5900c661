import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { ListReasonDto, ReissueDto } from '../batches/batches.dto';
import { DecideDto } from '../applications/applications.dto';
import { ProposeResumptionDto } from '../entitlements/entitlements.dto';
import { DatedFactDto } from '../people/people.dto';
import { AddRowsDto } from '../registers/registers.dto';
import { StateDto } from '../replay/replay.dto';
import type { FieldProblem } from './problem';
import { ValidationProblem, validationPipe } from './validation';

const problemsOf = async (metatype: Type, body: object): Promise<readonly FieldProblem[]> => {
  try {
    await validationPipe().transform(body, { type: 'body', metatype });
    return [];
  } catch (error) {
    return (error as ValidationProblem).fields;
  }
};
const fieldsOf = async (metatype: Type, body: object): Promise<readonly string[]> => (await problemsOf(metatype, body)).map(({ field, code }) => `${field} ${code}`);
const expectedOf = async (metatype: Type, body: object): Promise<readonly string[]> => (await problemsOf(metatype, body)).map(({ expected }) => expected);

/** Chinese and English, as `一个文字 / a text`. */
const inBoth = /[\u4e00-\u9fff].* \/ .*[a-z]/;

describe('what a body may hold', () => {
  it.each<[Type, object]>([
    [DecideDto, { stage: 5, outcome: 'x', reasons: 'x', note: 1, reviewers: Array(51).fill('a'.repeat(101)), more: 1 }],
    [DecideDto, { stage: '', outcome: null, reasons: [1, ''], note: 'a'.repeat(1_001), reviewers: [] }],
    [AddRowsDto, { part: 0.5, rows: [null, { personKey: 1, branch: 5, paidThrough: '2016-13' }] }],
    [AddRowsDto, { part: 1_000_000, rows: Array(501).fill({}) }],
    [DatedFactDto, { fact: 1, of: 'x', value: null, validFrom: '2016-02-30', validTo: 1, source: null }],
    [ReissueDto, { lines: [0, 'x'], reason: '' }],
    [ReissueDto, { lines: [], reason: null }],
    [ProposeResumptionDto, { backPay: 'yes' }],
    [StateDto, { moment: { knownAt: 'now' } }],
  ])('says what was expected in both languages: %p %j', async (metatype, body) => {
    const expected = await expectedOf(metatype, body);
    expect(expected.length).toBeGreaterThan(0);
    for (const words of expected) expect(words).toMatch(inBoth);
  });

  // The log keeps such a text and no table does: the read model that meets it stands still for everybody.
  it.each(['a\u0000b', '\u0007', 'broken \uD842', '\uDFB7 broken', '\u007F'])('refuses a text that no table keeps: %j', async (reason) => {
    expect(await fieldsOf(ListReasonDto, { reason })).toEqual(['reason request.invalid.isKept']);
    const decision = { stage: 'county', outcome: 'approved', reasons: [], note: '' };
    expect(await fieldsOf(DecideDto, { ...decision, reviewers: ['李四', reason] })).toEqual(['reviewers request.invalid.isKept']);
    const fact = { fact: 'residence-kind', of: 'self', validFrom: '2016-01-01', validTo: null, source: { kind: 'id-card', reference: '1' } };
    expect(await fieldsOf(DatedFactDto, { ...fact, value: reason })).toEqual(['value request.invalid.isFactValue']);
  });

  it('takes lines, tabs and rare characters', async () => {
    expect(await fieldsOf(ListReasonDto, { reason: '第一行\r\n\t𠮷·名 é' })).toEqual([]);
  });

  it.each([[[[]]], [[[{ personKey: 'p' }]]]])('refuses a list in place of a part: %j', async (rows) => {
    expect(await fieldsOf(AddRowsDto, { part: 1, rows })).toContain('rows request.invalid.areParts');
  });
});
