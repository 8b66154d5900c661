import { AreaName } from '../../shared/area-name';
import { Day } from '../../shared/day';
import { ListTable } from '../../shared/list-table';
import { List } from '../../shared/use-list';
import { useTexts } from '../../texts/language';
import { PersonItem } from './person-item';
import { texts } from './texts';

/** Enough to tell people apart, not enough to know them. Who is shown is recorded, so more of them come when somebody asks. */
export const People = ({ list, onOpen }: { readonly list: List<PersonItem>; readonly onOpen: (person: PersonItem) => void }) => {
  const said = useTexts(texts);
  return (
    <ListTable<PersonItem> list={list} label={said.results} nothing={said.nothing} onlyAsked rowKey={({ personKey }) => personKey} onOpen={onOpen} columns={[
      { title: said.personName, key: 'name', render: (_, { name }) => name ?? said.erased },
      { title: said.idNumber, key: 'id', render: (_, { idMasked }) => <span className="money">{idMasked ?? said.erased}</span> },
      { title: said.village, key: 'village', render: (_, { areaCode }) => <AreaName code={areaCode} /> },
      { title: said.registered, key: 'registered', render: (_, { registeredOn }) => <Day day={registeredOn} /> },
    ]} />
  );
};
