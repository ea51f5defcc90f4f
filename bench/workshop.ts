import { exampleWorkshop } from '../test/support/workshop';
import type { Workshop, WorkshopOptions } from '../workshop/workshop';

/** A workshop to be synthesised: two apps a seat, ten seats a batch. */
export const benchWorkshop = (seats: number, options: Partial<WorkshopOptions> = {}): Workshop =>
  exampleWorkshop({
    id: '00000000-0000-4000-8000-000000000000',
    spec: { ...options, name: 'bench', seats },
    suffix: 'abc234',
    ami: 'ami-0123456789abcdef0',
  });
