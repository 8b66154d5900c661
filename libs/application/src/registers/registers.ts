import { CarryOverRegisterCommand, RegisterRow, RegisterSubmitted, carryOverRegisterDecider, registerIdOf, registerRowsMax, registerRowsPerPartMax, registerStream } from '@zhibu/domain';
import { CommandContext, keyed, stepOf } from '../execute/context';
import { Ask, execute } from '../execute/execute';
import { matchColumns, missingColumns } from '../imports/columns';
import { ServiceDeps } from '../service-deps';
import { carryOverAll, carryOverPart } from './carry-over';
import { registerColumns, registerRowsOf } from './register-table';
import { RegisterRowInput, RegistersService } from './registers-service';

export const createRegisters = (deps: ServiceDeps): RegistersService => {
  const on = (context: CommandContext, registerId: string, ask: Ask<CarryOverRegisterCommand>) => execute(deps, carryOverRegisterDecider, context, { stream: registerStream(registerId), ask });

  const open: RegistersService['open'] = async (context, { confirmedBy = [], ...head }) => {
    const registerId = registerIdOf(head.scheme, head.areaCode, head.title);
    const opened = await on(context, registerId, { type: 'OpenRegister', data: { registerId, ...head, confirmedBy } });
    return opened.ok ? { ok: true, value: { registerId }, version: opened.version, duplicate: opened.duplicate } : opened;
  };
  const addRows: RegistersService['addRows'] = (context, { registerId, part, rows }) => on(context, registerId, { type: 'AddRegisterRows', data: { part, rows: rows.map(rowOf) } });
  const addAll: RegistersService['addAll'] = async (context, { registerId, rows }) => {
    if (rows.length > registerRowsMax) throw new RangeError(`expected at most ${registerRowsMax} rows, found ${rows.length}`);
    const part = (no: number) => addRows(stepOf(keyed(context, context.commandKey), `part-${no}`), { registerId, part: no, rows: rows.slice((no - 1) * registerRowsPerPartMax, no * registerRowsPerPartMax) });
    let added = await part(1);
    for (let no = 2; added.ok && (no - 1) * registerRowsPerPartMax < rows.length; no += 1) added = await part(no);
    return added;
  };
  const submit: RegistersService['submit'] = async (context, { registerId }) => {
    const submitted = await on(context, registerId, { type: 'SubmitRegister', data: { registerId } });
    if (!submitted.ok) return submitted;
    const { rows, listHash } = (submitted.events[0] as RegisterSubmitted).data;
    return { ok: true, value: { registerId, rows, listHash }, version: submitted.version, duplicate: submitted.duplicate };
  };

  return {
    columns: registerColumns,
    match: (headers) => ({ columns: matchColumns(registerColumns, headers, false), missing: missingColumns(Object.fromEntries(headers.map((header) => [header, ''])), registerColumns) }),
    rowsOf: (table) => registerRowsOf(deps.pseudonyms, table),
    open,
    addRows,
    addAll,
    submit,
    load: async (context, { rows, ...head }) => {
      const opened = await open(context, { ...head, statedRows: rows.length });
      if (!opened.ok) return opened;
      const { registerId } = opened.value;
      const added = await addAll(context, { registerId, rows });
      if (!added.ok) return added;
      return submit(stepOf(keyed(context, context.commandKey), 'submit'), { registerId });
    },
    approve: (context, { registerId, listHash }) => on(context, registerId, { type: 'ApproveRegister', data: { listHash } }),
    decline: (context, { registerId, reason }) => on(context, registerId, { type: 'DeclineRegister', data: { reason } }),
    carryOverPart: carryOverPart(deps),
    carryOverAll: carryOverAll(deps),
  };
};

const rowOf = ({ personKey, branch, paidThrough, entitledFrom = null }: RegisterRowInput): RegisterRow => ({ personKey, branch, paidThrough, entitledFrom });
