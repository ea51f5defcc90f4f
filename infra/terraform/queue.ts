/** Lets one at a time through: `take` resolves when it is our turn, with the function that ends it. */
export function createQueue(): { take(): Promise<() => void> } {
  let last: Promise<void> = Promise.resolve();
  return {
    async take() {
      const before = last;
      let release = (): void => {};
      last = new Promise((resolve) => (release = resolve));
      await before;
      return release;
    },
  };
}
