import { refuseAt } from '../guards/refuse';
import { sendReceipt } from '../send-receipt';
import { plain } from '../views/refusals';
import type { Click } from './clicked';
import { WorkshopId } from './clicked-workshop';

/** Sends the receipt as a PDF to whoever clicked. */
export const receiptFile: Click = async (clicked) => {
  const { deps, value, by } = clicked;
  const workshop = WorkshopId.safeParse(value).success ? await deps.usher.get(value) : undefined;
  const refusal = workshop && refuseAt(clicked, workshop);
  const receipt = workshop && !refusal ? await deps.usher.receipts.of(workshop) : undefined;
  if (!receipt) return clicked.answer(refusal ?? plain('There is no receipt of that workshop here.'));
  await sendReceipt(deps, by, receipt);
  await clicked.answer(plain('The file is in our direct messages.'));
};
