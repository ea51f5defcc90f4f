import type { MessagePlace } from '../operation';
import type { Receipt, ReceiptBody } from '../receipt';
import type { RealCost } from './cost-report';

export interface ReceiptStore {
  /** Keeps it, unless there is one already; what is kept. */
  draw(workshopId: string, body: ReceiptBody): Promise<StoredReceipt>;
  get(workshopId: string): Promise<StoredReceipt | undefined>;
  update(workshopId: string, change: { message?: MessagePlace; actual?: RealCost }): Promise<void>;
  /** Marks these as told. */
  tell(workshopId: string, whats: readonly string[]): Promise<void>;
}

export type StoredReceipt = Omit<Receipt, 'workshop'>;
