import { sumFen } from '@zhibu/kernel';
import { ReturnFileEvent } from './events';
import { ReturnFileState } from './state';

export const evolve = (state: ReturnFileState, event: ReturnFileEvent): ReturnFileState => {
  switch (event.type) {
    case 'ReturnFileReceived': {
      const { returnFileId, batchId, fileNo, rows, totalFen } = event.data;
      return { ...state, returnFileId, batchId, fileNo, rows, totalFen };
    }
    case 'ReturnRowsRead':
      return {
        ...state,
        partsRead: state.partsRead + 1,
        rowsRead: state.rowsRead + event.data.rows.length,
        readFen: state.readFen + sumFen(event.data.rows.map((row) => row.amountFen)),
      };
    case 'ReturnFileApplied': {
      const { credited, returned, unknown, exceptions } = event.data;
      return { ...state, applied: { credited, returned, unknown, exceptions } };
    }
    default:
      event satisfies never;
      return state;
  }
};
