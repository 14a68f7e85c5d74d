/** A lock was not to be had in time, or two transactions waited for each other. */
const LOCKED: ReadonlySet<unknown> = new Set(['55P03', '40P01']);

/** Whether a transaction failed because somebody else held what it wanted to change. */
export const isHeldUp = (error: unknown): boolean =>
  LOCKED.has((error as { code?: unknown } | null)?.code);
