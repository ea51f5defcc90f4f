import type { Cast } from './index';

const PARTICIPANTS = [
  ['grace', 'Grace Hopper'],
  ['alan', 'Alan Turing'],
  ['katherine', 'Katherine Johnson'],
  ['linus', 'Linus Pauling'],
  ['annie', 'Annie Easley'],
  ['edsger', 'Edsger Dijkstra'],
  ['hedy', 'Hedy Lamarr'],
  ['john', 'John von Neumann'],
  ['dorothy', 'Dorothy Vaughan'],
  ['ida', 'Ida Rhodes'],
  ['jean', 'Jean Bartik'],
  ['konrad', 'Konrad Zuse'],
  ['betty', 'Betty Holberton'],
  ['kathleen', 'Kathleen Booth'],
] as const;

/** The one who is in the workspace but not in #workshop. */
const OUTSIDER = ['charles', 'Charles Babbage'] as const;

/** A guest, who sees #workshop alone, and somebody of another workspace that shares #workshop. */
const VISITORS: Cast['people'] = [
  { name: 'maria', realName: 'Maria Mitchell', email: 'maria@nantucket.example', guest: 'single-channel' },
  { name: 'wu', realName: 'Chien-Shiung Wu', email: 'wu@columbia.example', from: 'Columbia' },
];

/**
 * The demo's workspace: ada organises, mary helps, fourteen participants, a guest and somebody of another workspace are in #workshop,
 * and charles is not.
 * `extra` adds that many more participants, `guest-001` onwards, for load tests.
 */
export function defaultCast(extra = 0): Cast {
  const guests = Array.from({ length: extra }, (_, index) => {
    const label = String(index + 1).padStart(3, '0');
    return [`guest-${label}`, `Guest ${label}`] as const;
  });
  const participants = [...PARTICIPANTS, ...guests];
  const person = ([name, realName]: readonly [string, string], isAdmin = false) => ({
    name,
    realName,
    email: `${name}@pydata.example`,
    isAdmin,
  });
  const inWorkshop = ['ada', 'mary', ...participants.map(([name]) => name)];
  return {
    workspace: 'PyData',
    people: [
      person(['ada', 'Ada Lovelace'], true),
      person(['mary', 'Mary Somerville']),
      ...participants.map((entry) => person(entry)),
      person(OUTSIDER),
      ...VISITORS,
    ],
    channels: [
      { name: 'crew', topic: 'Organisers and helpers', members: ['ada', 'mary', 'bot'] },
      {
        name: 'workshop',
        topic: 'Everybody at the workshop',
        members: [...inWorkshop, ...VISITORS.map(({ name }) => name), 'bot'],
      },
      { name: 'general', topic: 'Announcements and everything else', members: [...inWorkshop, OUTSIDER[0]] },
    ],
    groups: { organisers: ['ada'] },
  };
}
