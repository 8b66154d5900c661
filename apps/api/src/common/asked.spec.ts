import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { ListReasonDto } from '../batches/batches.dto';
import { DecideDto } from '../applications/applications.dto';
import { DatedFactDto } from '../people/people.dto';
import { AddRowsDto } from '../registers/registers.dto';
import { validationPipe } from './validation';

const fieldsOf = async (metatype: Type, body: object): Promise<readonly string[]> => {
  try {
    await validationPipe().transform(body, { type: 'body', metatype });
    return [];
  } catch (error) {
    return (error as { fields: readonly { field: string; code: string }[] }).fields.map(({ field, code }) => `${field} ${code}`);
  }
};

describe('what a body may hold', () => {
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
