import { useState } from 'preact/hooks';
import type { Conversation } from '../../protocol';
import { peopleOptions } from '../elements/options';
import { usePage } from '../page-context';
import { Avatar } from './avatar';
import { Dialog } from './dialog';
import { Icon } from './icon';
import { Picker } from './picker';

/** How many are in a channel; a click shows who, and lets one invite somebody or leave. */
export function Details({ conversation }: { conversation: Conversation }) {
  const [open, setOpen] = useState(false);
  const count = conversation.members.length;
  return (
    <>
      <button
        type="button"
        class="members-button"
        aria-label={`${count} members`}
        title="Members"
        onClick={() => setOpen(true)}
      >
        <Icon name="people" /> {count}
      </button>
      {open && <Members conversation={conversation} close={() => setOpen(false)} />}
    </>
  );
}

function Members({ conversation, close }: { conversation: Conversation; close: () => void }) {
  const page = usePage();
  const { id, members, name } = conversation;
  const outside = peopleOptions(page, true).filter(({ value }) => !members.includes(value));
  const leave = () => {
    close();
    void page.act({ type: 'leave', channel: id });
  };
  return (
    <Dialog
      title={`Members of #${name}`}
      close={close}
      footer={
        members.includes(page.state.me) && (
          <>
            <button type="button" class="button button-danger" onClick={leave}>
              Leave channel
            </button>
            <Picker
              class="button"
              label="Invite somebody"
              options={outside}
              chosen={[]}
              choose={(user) => void page.act({ type: 'invite', channel: id, user })}
            >
              <Icon name="plus" /> Invite
            </Picker>
          </>
        )
      }
    >
      <ul class="members">
        {members.map((member) => {
          const person = page.person(member);
          return (
            <li key={member}>
              <button
                type="button"
                class="option"
                onClick={() => {
                  close();
                  page.openDm(member);
                }}
              >
                <Avatar person={person} size="small" />
                <span class="option-text">
                  <span class="option-label">
                    {person?.realName ?? member}
                    {member === page.state.me && ' (you)'}
                  </span>
                  <span class="option-detail">@{person?.name}</span>
                </span>
                {person?.isBot && <span class="app-badge">APP</span>}
              </button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
