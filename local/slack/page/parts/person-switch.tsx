import type { Person } from '../../protocol';
import { usePage } from '../page-context';
import { Avatar } from './avatar';
import { Icon } from './icon';
import { Picker } from './picker';

const role = ({ isAdmin, name, guest, from }: Person): string =>
  isAdmin ? 'organiser' : `@${name}${guest ? ', guest' : ''}${from === undefined ? '' : `, of ${from}`}`;

/** Whose eyes this window sees with, and how many messages wait for the others. */
export function PersonSwitch() {
  const page = usePage();
  const { me, people } = page.state;
  const own = page.person(me);
  const waitingElsewhere = Object.entries(page.waiting).reduce(
    (sum, [person, count]) => sum + (person === me ? 0 : count),
    0,
  );
  const options = people
    .filter((person) => !person.isBot)
    .map((person) => ({
      value: person.id,
      label: person.realName,
      detail: role(person),
      icon: <Avatar person={person} size="small" />,
      badge: person.id === me ? undefined : page.waiting[person.id],
    }));
  return (
    <Picker
      class="person-switch"
      label={`You are ${own?.realName ?? me}. Be somebody else`}
      options={options}
      chosen={[me]}
      choose={page.become}
    >
      <Avatar person={own} size="normal" />
      <span class="person-switch-text">
        <small>You are{own?.isAdmin && ', organiser'}</small>
        <span class="person-switch-name">{own?.realName ?? me}</span>
      </span>
      {waitingElsewhere > 0 && (
        <span class="badge" title="Messages waiting for other people">
          {waitingElsewhere}
        </span>
      )}
      <Icon name="down" />
    </Picker>
  );
}
