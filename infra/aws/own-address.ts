import { isIPv4 } from 'node:net';
import type { OwnAddress } from '../../workshop/ports/own-address';

/** Says to everybody from which address they come. */
const ECHO = 'https://checkip.amazonaws.com/';
const TIMEOUT_MS = 3_000;
const KEEP_MS = 300_000;

/** AWS's own echo is asked, at most every five minutes; before an AWS on this machine it is this machine itself. */
export function createOwnAddress({
  endpoint,
  echo = ECHO,
}: {
  endpoint?: string | undefined;
  echo?: string;
}): OwnAddress {
  let known: { readonly at: number; readonly address: string } | undefined;
  return async () => {
    if (endpoint !== undefined) return '127.0.0.1';
    if (known && Date.now() - known.at < KEEP_MS) return known.address;
    const address = await fetch(echo, { signal: AbortSignal.timeout(TIMEOUT_MS) }).then(
      async (answer) => (answer.ok ? (await answer.text()).trim() : ''),
      () => '',
    );
    if (!isIPv4(address)) return undefined;
    known = { at: Date.now(), address };
    return address;
  };
}
