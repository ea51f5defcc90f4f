/** IPv4 address from which this process reaches load balancers, as they see it; undefined where nobody says. Never throws. */
export type OwnAddress = () => Promise<string | undefined>;
