import { dnsDuty } from '../../../workshop/dns';
import type { PreflightLine } from '../../../workshop/ports/preflight';
import type { WorkshopSpec } from '../../../workshop/workshop';
import { databaseLoad } from '../../../workshop/database-size';

/** Pulls that Docker Hub allows an address in six hours without an account. */
const DOCKER_HUB_PULLS = 100;

/** What a workshop can get wrong by itself, whatever the account: AWS is not asked. */
export const planLines = (spec: WorkshopSpec): PreflightLine[] => [
  ...nameLines(spec),
  ...databaseLines(spec),
  ...dockerHubLines(spec),
];

function nameLines(spec: WorkshopSpec): PreflightLine[] {
  const duty = dnsDuty(spec);
  if (duty.kind === 'none') return [];
  const what = 'names of the seats';
  if (duty.kind !== 'impossible') return [{ what, verdict: 'ok', sentence: 'A certificate and a record cover them.' }];
  const sentence =
    duty.why === 'no-certificate'
      ? 'There is neither a certificate for the domain nor a hosted zone to prove one through. Make the workshop with one of them.'
      : `Without a hosted zone one record leads to one load balancer, which takes ${duty.mostSeats} seats. Make the workshop with the domain’s hosted zone, or with fewer seats.`;
  return [{ what, verdict: 'short', sentence }];
}

function databaseLines(spec: WorkshopSpec): PreflightLine[] {
  const load = databaseLoad(spec);
  if (!load) return [];
  const what = 'connections of the database';
  const { instanceClass, needed, offered } = load;
  if (offered === undefined) {
    return [
      {
        what,
        verdict: 'unknown',
        sentence: `How many connections ${instanceClass} carries is not known here; the seats may open ${needed}.`,
      },
    ];
  }
  return [
    needed <= offered
      ? {
          what,
          verdict: 'ok',
          sentence: `The seats may open ${needed}, and ${instanceClass} carries about ${offered}.`,
        }
      : {
          what,
          verdict: 'short',
          sentence: `The seats may open ${needed}, and ${instanceClass} carries about ${offered}. Make the workshop with a larger database or fewer seats.`,
        },
  ];
}

/** Each host has a public address of its own and pulls each image once. */
function dockerHubLines(spec: WorkshopSpec): PreflightLine[] {
  const pulls = new Set(spec.apps.map((app) => app.image).filter(isOfDockerHub)).size;
  if (pulls === 0) return [];
  return [
    {
      what: 'pulls from Docker Hub',
      verdict: pulls <= DOCKER_HUB_PULLS ? 'ok' : 'short',
      sentence: `Each host pulls ${pulls} from an address of its own, which may pull ${DOCKER_HUB_PULLS} in six hours.`,
    },
  ];
}

/** The first part of an image's name is a registry where it could be a host's name. */
const isOfDockerHub = (image: string): boolean => {
  const [first = '', ...rest] = image.split('/');
  return rest.length === 0 || !/[.:]|^localhost$/.test(first) || first === 'docker.io';
};
