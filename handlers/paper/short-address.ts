/** An address as it is typed: https and the last slash go without saying; plain http does not, as browsers try the other. */
export const shortAddress = (url: string): string => url.replace(/^https:\/\//, '').replace(/\/$/, '');
