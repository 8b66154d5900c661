import { Alert, Collapse, Select } from 'antd';
import { factSpecs } from '@zhibu/policy';
import { useLanguage, useTexts } from '../../texts/language';
import { ColumnChoice, Sheet } from './sheet';
import { texts } from './sheet-texts';
import './sheet.css';

interface SheetColumnsProps {
  readonly sheet: Sheet;
  readonly columns: readonly ColumnChoice[];
  /** Whether columns may hold facts of a family. */
  readonly withFacts: boolean;
  readonly onMatch: (column: number, field: string | null) => void;
}

const passedOver = '-';
const childrenMax = 4;

/** What each column of the file is taken for, and another choice where that is wrong. Open where something is missing. */
export const SheetColumns = ({ sheet, columns, withFacts, onMatch }: SheetColumnsProps) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const options = useChoices(columns, withFacts);
  const read = sheet.fields.filter((field) => field !== null).length;
  return (
    <>
      {sheet.missing.length === 0 ? null : <Alert type="error" showIcon title={said.missing(sheet.missing.map((column) => column[language]).join(', '))} />}
      <Collapse defaultActiveKey={sheet.missing.length > 0 ? ['columns'] : []} items={[{
        key: 'columns',
        label: `${said.columns} · ${said.columnsFine(read, sheet.headers.length - read)}`,
        children: (
          <ul className="sheet-columns">
            {sheet.headers.map((header, place) => (
              <li key={`${place} ${header}`}>
                <label htmlFor={`sheet-column-${place}`}>{said.field(header)}</label>
                <Select<string> id={`sheet-column-${place}`} value={sheet.fields[place] ?? passedOver} options={options} onChange={(field) => onMatch(place, field === passedOver ? null : field)}
                  showSearch={{ optionFilterProp: 'label' }} popupMatchSelectWidth={false} className="sheet-column" />
              </li>
            ))}
          </ul>
        ),
      }]} />
    </>
  );
};

/** Columns of the form; then the facts of the person, the spouse and children, with the day each holds from. */
const useChoices = (columns: readonly ColumnChoice[], withFacts: boolean) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const form = [{ value: passedOver, label: said.passedOver }, ...columns.map((column) => ({ value: column.id, label: column[language] }))];
  if (!withFacts) return form;
  const owners = [
    { of: 'self', kind: 'self' as const, name: said.own }, { of: 'spouse', kind: 'spouse' as const, name: said.spouse },
    ...Array.from({ length: childrenMax }, (_, index) => ({ of: `child:c${index + 1}`, kind: 'child' as const, name: said.child(index + 1) })),
  ];
  const facts = owners.map(({ of, kind, name }) => ({
    label: name,
    options: factSpecs.filter((spec) => spec.owners.includes(kind)).flatMap((spec) => {
      const label = said.factOf(name, spec.text[language]);
      return [{ value: `${of} ${spec.name}`, label }, { value: `${of} ${spec.name} from`, label: said.factFrom(label) }];
    }),
  }));
  return [{ label: said.form, options: form }, ...facts];
};
