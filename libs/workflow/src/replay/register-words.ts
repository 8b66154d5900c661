import { firstDay, text } from '@zhibu/kernel';
import { ZhibuEvent } from '@zhibu/domain';
import { Words } from './words';

/** What a register kept before says of one person; other people on it are not mentioned. */
export const registerWords = (event: ZhibuEvent, personKey: string): Words | null => {
  switch (event.type) {
    case 'RegisterRowsRead': {
      const row = event.data.rows.find((candidate) => candidate.personKey === personKey);
      if (row === undefined) return null;
      const { registerId, part } = event.data;
      return {
        what: text(`列入旧登记册，已发至 ${row.paidThrough}`, `Listed in the register kept before, paid through ${row.paidThrough}`),
        why: [text(`登记册 ${registerId} 第 ${part} 部分`, `Register ${registerId}, part ${part}`)],
        ...(row.entitledFrom === null ? {} : { from: firstDay(row.entitledFrom) }),
      };
    }
    case 'RegisterPartCarriedOver': {
      const refused = event.data.refused.find((candidate) => candidate.personKey === personKey);
      if (refused !== undefined) return { what: text('未由旧登记册转入', 'Not taken over from the register kept before'), why: [text(refused.code, refused.code)] };
      const open = event.data.openCases?.find((candidate) => candidate.personKey === personKey);
      return open === undefined ? null : { what: text(`由旧登记册转入时申请 ${open.applicationId} 尚在办理，退回受理人员`, `The application ${open.applicationId} was open when the register was taken over; it goes back to the caseworker`) };
    }
    default:
      return null;
  }
};
