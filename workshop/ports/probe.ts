/** Asks a participant's own URL whether the app answers, as their browser would. */
export interface Probe {
  /**
   * True when the health path answered 200 within the timeout. Never throws. Connects to `via` (a load balancer's DNS name)
   * instead of the URL's own host where it is given, and asks for that host all the same.
   */
  probe(url: string, via: string | undefined, signal?: AbortSignal): Promise<boolean>;
}
