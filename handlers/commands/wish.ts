import type { JoinPolicy, WorkshopSpec } from '../../workshop/workshop';
import { USUAL_SEATS, type FileWish } from '../workshop-file';
import { exposureOf, type ExposureWords } from './parse/exposure';
import { isUsageError, usage, type UsageError } from './parse/usage';
import type { Until } from './parse/until';

/** A workshop as somebody wants it; what is not said is as usual. */
export interface Wish {
  readonly name: string;
  /** For people: spares are besides. */
  readonly seats: number;
  /** Slack channel. */
  readonly room?: string;
  readonly join: JoinPolicy;
  readonly until?: Until;
  /** US dollars. */
  readonly limit?: number;
  readonly spec: Partial<Omit<WorkshopSpec, 'name' | 'seats'>>;
}

/** What was typed or filled in; a workshop file may say the rest. */
export interface SaidWish {
  readonly name?: string;
  readonly seats?: number;
  readonly room?: string;
  readonly join?: JoinPolicy;
  readonly until?: Until;
  readonly limit?: number;
  readonly region?: string;
  readonly spares?: number;
  readonly expose?: ExposureWords;
  readonly storage?: WorkshopSpec['storage'];
}

/** What was said goes before what the file says. `file`: with its room as a channel's id. */
export function wishOf(said: SaidWish, file: FileWish | undefined): Wish | UsageError {
  const { region, spares, storage, expose } = said;
  const exposure = exposureOf(expose, file?.spec.exposure);
  if (isUsageError(exposure)) return exposure;
  const name = said.name ?? file?.name;
  if (name === undefined) return usage('A workshop needs a name, like `nov`.');
  const room = said.room ?? file?.room;
  const until = said.until ?? file?.until;
  const limit = said.limit ?? file?.limit;
  return {
    name,
    seats: said.seats ?? file?.seats ?? USUAL_SEATS,
    join: said.join ?? file?.join ?? 'room',
    ...(room === undefined ? {} : { room }),
    ...(until === undefined ? {} : { until }),
    ...(limit === undefined ? {} : { limit }),
    spec: {
      ...file?.spec,
      ...(exposure === undefined ? {} : { exposure }),
      ...(region === undefined ? {} : { region }),
      ...(spares === undefined ? {} : { spares }),
      ...(storage === undefined ? {} : { storage }),
    },
  };
}
