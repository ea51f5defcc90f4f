import type { Receipt } from '../workshop/receipt';
import type { HandlerDeps } from './deps';
import { drawReceiptPdf } from './paper/draw-receipt';
import { sendFile } from './send-file';

/** Sends the receipt as a PDF to one person, in their DM. Throws where Slack refuses. */
export async function sendReceipt(
  deps: Pick<HandlerDeps, 'client' | 'directory'>,
  user: string,
  receipt: Receipt,
): Promise<void> {
  const { name } = receipt.workshop.spec;
  const zone = await deps.directory.timeZone(user);
  await sendFile(deps, user, {
    name: `receipt-${name}-${receipt.body.until.slice(0, 10)}.pdf`,
    bytes: await drawReceiptPdf(receipt, zone),
    says: `The receipt of *${name}*, to pass on. \`/workshop receipt ${name}\` makes it again, with AWS’s own figure once there is one.`,
  });
}
