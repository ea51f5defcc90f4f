import { hostname, userInfo } from 'node:os';

/** `user@host` of this process, as Terraform writes it into a lock. */
export const whoWeAre = (): string => `${userInfo().username}@${hostname()}`;
