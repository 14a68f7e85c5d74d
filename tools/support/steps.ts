const width = 44;

/** Writes one step and how long it took. */
export function told(name: string, milliseconds: number): void {
  console.log(`  ${name.padEnd(width, ' ')} ${(milliseconds / 1000).toFixed(1).padStart(6)} s`);
}

/** Does a step and tells its duration. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const since = performance.now();
  const result = await work();
  told(name, performance.now() - since);
  return result;
}
