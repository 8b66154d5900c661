import { RecordedEvent, sumFen } from '@zhibu/kernel';
import { ZhibuEvent } from '@zhibu/domain';
import { PaidIn, linesOfPerson } from './batch-words';

type Known = RecordedEvent & ZhibuEvent;

const shownDigits = 4;
const masked = (account: string | null): string | null => (account === null ? null : account.slice(-shownDigits).padStart(account.length, '*'));

/**
 * Pure: the same events with what the fold and the words of one person need and nothing else, for a reader outside the server. Other people
 * on the same lists are left out, and of the person's own data what no replay shows: numbers, addresses, all but the end of an account.
 */
export const onlyAbout = (events: readonly RecordedEvent[], personKey: string): readonly RecordedEvent[] => {
  const known = events as unknown as readonly Known[];
  const paidIn = linesOfPerson(known, personKey);
  return known.filter((event) => !isOfOthers(event, paidIn)).map((event) => ({ ...event, data: dataAbout(event, personKey, paidIn) }));
};

/** Events of a batch name nobody, but some speak of single lines or of a file for a few: one line is one person. */
const isOfOthers = ({ type, data }: Known, paidIn: ReadonlyMap<string, PaidIn>): boolean => {
  switch (type) {
    case 'BatchLineReconciled':
      return data.lineNo !== paidIn.get(data.batchId)?.lineNo;
    case 'BatchReissueApproved':
    case 'BatchReissueDeclined':
      return !data.instructions.some(isOf(paidIn.get(data.batchId)));
    case 'BatchReissued':
      return !data.lines.some(({ lineNo }) => lineNo === paidIn.get(data.batchId)?.lineNo);
    case 'BatchFileWritten':
    case 'BatchFileTaken':
    case 'BatchFileVoided':
    case 'BatchSent':
      return paidIn.get(data.batchId)?.files.has(data.fileNo) !== true;
    default:
      return false;
  }
};

const isOf = (own: PaidIn | undefined) => (instruction: string): boolean => own !== undefined && instruction.startsWith(`${own.lineNo}/`);

const dataAbout = (event: Known, personKey: string, paidIn: ReadonlyMap<string, PaidIn>): unknown => {
  const own = <T extends { readonly personKey: string }>(rows: readonly T[]): readonly T[] => rows.filter((row) => row.personKey === personKey);
  const { type, data } = event;
  switch (type) {
    case 'PersonRegistered':
      return { ...data, idNumber: null, phone: null, address: null };
    case 'PersonDetailsCorrected':
      return { ...data, ...(data.phone === undefined ? {} : { phone: null }), ...(data.address === undefined ? {} : { address: null }) };
    case 'AccountRecorded':
      return { ...data, accountNumber: masked(data.accountNumber), holderName: null };
    case 'FamilyLinked':
      return { ...data, otherPersonKey: data.otherPersonKey === personKey ? personKey : '' };
    case 'PeopleListed':
      // How many were shown at once is told; who they were is not.
      return { ...data, personKeys: data.personKeys.map((key) => (key === personKey ? key : '')) };
    case 'RegisterRowsRead':
      return { ...data, rows: own(data.rows) };
    case 'RegisterPartCarriedOver':
      return { ...data, refused: own(data.refused), ...(data.openCases === undefined ? {} : { openCases: own(data.openCases) }) };
    case 'BatchPlanned':
      // The ends of the ranges are ids of rights, which hold the keys of their people.
      return { ...data, chunks: data.chunks.map((chunk) => ({ ...chunk, after: '', through: '' })) };
    case 'LinesPlanned':
      return { ...data, entitlementIds: [] };
    case 'LinesBuilt':
      return { ...data, lines: own(data.lines), exceptions: own(data.exceptions) };
    case 'LinesSent':
      return { ...data, lines: data.lines.filter(({ lineNo }) => lineNo === paidIn.get(data.batchId)?.lineNo) };
    case 'BatchReturnsApplied':
      // An answer to a file for one line has that line's amount.
      return { ...data, creditedFen: 0, returnedFen: 0, unknownFen: 0, credited: 0, returned: 0, unknown: 0, exceptions: 0 };
    case 'BatchReissued': {
      const lines = data.lines.filter(({ lineNo }) => lineNo === paidIn.get(data.batchId)?.lineNo);
      return { ...data, lines, totalFen: sumFen(lines.map(({ amountFen }) => amountFen)) };
    }
    case 'BatchReissueApproved':
    case 'BatchReissueDeclined':
      return { ...data, instructions: data.instructions.filter(isOf(paidIn.get(data.batchId))) };
    case 'LinesSettled':
      return { ...data, outcomes: own(data.outcomes) };
    default:
      return data;
  }
};
