import type { CrewMember, Role } from '../../workshop/crew';
import type { Workshop } from '../../workshop/workshop';
import { context, section, type Message } from './blocks';
import { joinLine } from './joining';
import { plain } from './refusals';
import { channelMention, mention } from './words';

/** Who organises and who helps, and how participants join; for the crew only, as it may hold the code. */
export function crewList(workshop: Workshop, crew: readonly CrewMember[], code: string | undefined): Message {
  const { spec, createdBy, crewChannel } = workshop;
  const of = (role: Role): string =>
    crew
      .filter((each) => each.role === role)
      .map(({ userId }) => mention(userId))
      .join(', ');
  const lines = [
    `*Crew of ${spec.name}* · ${channelMention(crewChannel)}`,
    `Organisers: ${of('organiser') || 'those of every workshop'} (made by ${mention(createdBy)})`,
    `Helpers: ${of('helper') || 'none yet'}`,
    joinLine(workshop, code),
  ];
  const more =
    'The workspace’s admins, or whom USHER_ORGANISERS names, organise every workshop. `/workshop crew add @mary` adds a helper.';
  return { text: lines.join('\n'), blocks: [section(lines.join('\n')), context(more)] };
}

/** `told`: they got a direct message. */
export const joinedCrew = ({ spec, crewChannel }: Workshop, userId: string, role: Role, told: boolean): Message =>
  plain(
    `${mention(userId)} is ${a(role)} of *${spec.name}* now. ${told ? 'I have told them.' : 'I could not write to them: please tell them.'} If they are not in ${channelMention(crewChannel)} yet, invite them there.`,
  );

export const leftCrew = ({ spec }: Workshop, userId: string): Message =>
  plain(`${mention(userId)} is not in the crew of *${spec.name}* any more. A seat they have stays theirs.`);

export const notInCrewList = ({ spec }: Workshop, userId: string): Message =>
  plain(
    `${mention(userId)} is not on the crew list of *${spec.name}*. Whoever organises every workshop is no entry of it: that is the workspace’s admins, or USHER_ORGANISERS.`,
  );

export function crewRefused(
  { spec }: Workshop,
  userId: string,
  role: Role,
  why: 'outside' | 'bot' | 'gone' | 'already',
): Message {
  switch (why) {
    case 'already':
      return plain(`${mention(userId)} is ${a(role)} of *${spec.name}* already.`);
    case 'outside':
      return plain(
        `${mention(userId)} belongs to another workspace, so I do not let them into the crew: it sees prices, names and what is wrong. Invite them to this workspace as a guest first.`,
      );
    case 'bot':
      return plain(`${mention(userId)} is an app, and cannot help.`);
    case 'gone':
      return plain(`${mention(userId)} is deactivated in this workspace.`);
  }
}

const CAN = {
  helper: '`/workshop status`, `health` and `restart` work for you, also for the seats of others.',
  organiser: 'All of `/workshop` works for you, from `deploy` to `destroy`.',
} as const;

/** To whoever was added. */
export const crewNews = ({ spec, crewChannel }: Workshop, role: Role, by: string): Message => {
  const says = `${mention(by)} made you ${a(role)} of the workshop *${spec.name}*. Its crew is in ${channelMention(crewChannel)}.`;
  const more = `${CAN[role]} \`/workshop help\` lists the rest. To try a seat out yourself, write me any word.`;
  return { text: `${says} ${more}`, blocks: [section(says), context(more)] };
};

const a = (role: Role): string => (role === 'organiser' ? 'an organiser' : 'a helper');
