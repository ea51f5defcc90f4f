import { DEFAULT_APPS } from '../default-apps';
import type { AppSpec } from '../apps';
import { DEFAULT_OPTIONS, type Workshop } from '../workshop';
import { checksOf, type Check } from './check';
import type { Found } from './code';

/** A check of the network at a place: what is put up for it, and for how long. */
export interface Venue {
  readonly id: string;
  readonly workshopId: string;
  /** Slack user. */
  readonly by: string;
  /** Whether a seat stands behind it, without which web sockets cannot be tried. */
  readonly seat: boolean;
  readonly putUpAt: Date;
  /** When it is taken down by itself. */
  readonly endsAt: Date;
  /** Name of its load balancer, once there is one. */
  readonly address: string | undefined;
  readonly goneAt: Date | undefined;
  /** The crew's table of what was sent, once there is one. */
  readonly message: { readonly channel: string; readonly ts: string } | undefined;
}

/** What somebody's code says; the newest of each person counts. */
export interface VenueAnswer {
  readonly userId: string;
  readonly sentAt: Date;
  readonly found: Found;
}

/** The one stack of a venue check. */
export const VENUE = 'venue';

/** Path of the seat's open web socket, which says back what it hears. */
export const SOCKET_PATH = '/socket';

/** What the stack of a venue check is made from. */
export interface VenuePlan {
  /** Of the workshop that the check is for. */
  readonly name: string;
  readonly tag: string;
  readonly checks: readonly Check[];
  readonly seat: boolean;
}

/** A workshop of one seat that stands for the check on AWS: names, tags and passwords are its own. */
export interface VenueWorkshop extends Workshop {
  readonly venue: VenuePlan;
}

/** Whether a workshop is what a venue check stands for on AWS. */
export const isVenue = (workshop: Workshop): workshop is VenueWorkshop => 'venue' in workshop;

export function venueWorkshop(workshop: Workshop, { seat, tag }: Pick<VenuePlan, 'seat' | 'tag'>): VenueWorkshop {
  const { spec, suffix } = workshop;
  return {
    ...workshop,
    id: `${workshop.id}:${VENUE}`,
    loadBalancers: [],
    spec: {
      ...spec,
      ...DEFAULT_OPTIONS,
      name: `venue-${suffix}`,
      seats: 1,
      batchSize: 1,
      apps: [socketApp(spec.apps)],
      exposure: spec.exposure,
      allow: spec.allow,
      tags: spec.tags,
    },
    venue: { name: spec.name, tag, checks: checksOf(spec), seat },
  };
}

/** The workshop's own Jupyter, or the usual one, with an open web socket beside its pages. */
function socketApp(apps: readonly AppSpec[]): AppSpec {
  const jupyter = apps.find(({ login, database }) => login === 'jupyter' && !database) ?? DEFAULT_APPS[0]!;
  const script = jupyter.command.at(-1) ?? '';
  return {
    ...jupyter,
    name: 'jupyter',
    environment: { ...jupyter.environment, USHER_OPEN_SOCKET: SOCKET_PATH },
    command: [...jupyter.command.slice(0, -1), `${ADD_SOCKET}${script}`],
  };
}

/** A server extension is Jupyter's own way to have one more address. */
const ADD_SOCKET = `
mkdir -p ~/.usher/jupyter_server_config.d
cat > ~/.usher/usher_socket.py <<'PYTHON'
import os
from tornado.websocket import WebSocketHandler

class Echo(WebSocketHandler):
    def check_origin(self, origin):
        return True
    def on_message(self, message):
        self.write_message(message[:100])

def _jupyter_server_extension_points():
    return [{"module": "usher_socket"}]

def _load_jupyter_server_extension(app):
    app.web_app.add_handlers(".*", [(os.environ["USHER_OPEN_SOCKET"], Echo)])
PYTHON
echo '{"ServerApp":{"jpserver_extensions":{"usher_socket":true}}}' > ~/.usher/jupyter_server_config.d/usher.json
export JUPYTER_CONFIG_PATH=~/.usher PYTHONPATH=~/.usher
`;
