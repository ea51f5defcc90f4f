import http from 'node:http';
import https from 'node:https';
import type { Plane } from '../lifecycle/plane';
import type { Listener } from '../model/balancers';
import type { KeyAndCertificate } from './authority';
import { badGateway, leadOf, respond } from './lead';
import type { StandIn } from './stand-in';
import { refuse, type WebSockets } from './web-socket';

/** What answers behind every door, and how its ports are found on this machine. */
export interface House {
  readonly plane: Plane;
  readonly standIn: StandIn;
  readonly webSockets: WebSockets;
  boundAs(port: number): number;
}

/** A server that answers as the listener of a load balancer would; TLS where it has a certificate. Listens nowhere yet. */
export function makeDoor(house: House, listener: Listener, certificate: KeyAndCertificate | undefined): http.Server {
  const { plane, standIn, webSockets, boundAs } = house;
  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const lead = await leadOf(plane, listener, request, boundAs);
    if (lead.to === 'task') await standIn(lead.task, lead.group, request, response);
    else respond(response, lead);
  };
  const serve: http.RequestListener = (request, response) => {
    answer(request, response).catch((error: unknown) => {
      plane.report(error);
      respond(response, badGateway);
    });
  };
  const server = certificate
    ? https.createServer({ ...certificate, minVersion: 'TLSv1.2' }, serve)
    : http.createServer(serve);
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    leadOf(plane, listener, request, boundAs)
      .then((lead) => {
        if (lead.to === 'task') webSockets(lead.task, lead.lb, request, socket, head);
        else refuse(socket, lead.status, lead.headers);
      })
      .catch((error: unknown) => {
        plane.report(error);
        refuse(socket, 502);
      });
  });
  return server;
}
