import type { Workshop } from '../../workshop/workshop';
import { auditMessage, PAGE_SIZE, type AuditButton } from '../views/audit';
import { usageAnswer } from '../views/refusals';
import type { Asked, Command } from './command';
import { seatsAndWorkshop } from './parse/seats-and-workshop';
import { isUsageError, usage } from './parse/usage';
import { whichEver } from './which-ever';

export interface AuditRequest {
  readonly seat?: number;
  readonly userId?: string;
  readonly workshop?: string;
}

export const audit: Command<AuditRequest> = {
  summary: 'who did what, and when; also of a seat, a person or a workshop that is over',
  usage: '[seat|@person] [name]',
  examples: ['', '7', '@grace', 'nov'],
  details:
    'Everything people did, newest first: made, deployed, opened, seats taken, restarts, announcements, visits. With a seat also when it broke and was well again. A button sends all of it to you as a CSV file. The record of a workshop stays when it is destroyed; nothing in it can be changed.',
  parse(words) {
    const read = seatsAndWorkshop(words);
    if (isUsageError(read)) return read;
    const { seats, ...named } = read;
    if (seats?.kind === 'person') return { ...named, userId: seats.userId };
    if (seats?.kind === 'range' && seats.from === seats.to) return { ...named, seat: seats.from };
    return seats === undefined || seats.kind === 'all'
      ? named
      : usage('An audit is of one seat, of one person, or of everything.', '7');
  },
  async run(asked, { seat, userId, workshop: name }) {
    const workshop = await whichEver(asked, name);
    if (!workshop) return;
    if (seat !== undefined && seat > workshop.spec.seats) {
      const says = `*${workshop.spec.name}* has ${workshop.spec.seats} seats, so there is no seat ${seat}.`;
      return asked.answer(usageAnswer(usage(says), undefined));
    }
    await showAudit(asked, workshop, { workshop: workshop.id, seat, userId });
  },
};

/** Answers with one page. */
export async function showAudit(
  asked: Pick<Asked, 'deps' | 'by' | 'answer'>,
  workshop: Workshop,
  about: AuditButton,
): Promise<void> {
  const { usher, directory } = asked.deps;
  const { seat, userId, before } = about;
  const [page, zone] = await Promise.all([
    usher.audit(workshop, { limit: PAGE_SIZE, before, seat, userId }),
    directory.timeZone(asked.by),
  ]);
  await asked.answer(auditMessage(workshop, page, about, zone));
}
