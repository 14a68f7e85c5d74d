/**
 * A command of the command line. In: arguments after its name. Out: an exit code, lines on stdout,
 * what went wrong on stderr. It acts for the product itself, through the same services as the API.
 */
import type { INestApplicationContext } from '@nestjs/common';

/** What a command works with. */
export interface CommandContext {
  readonly app: INestApplicationContext;
  /** Prints a line on stdout. */
  print(line: string): void;
  /** Prints a line on stderr. */
  warn(line: string): void;
}

/** One command. */
export interface Command {
  readonly name: string;
  /** What stands after the name, and what it does, one line. */
  readonly usage: string;
  /** Returns the exit code: 0 done, 1 not done. @throws UsageError */
  run(args: readonly string[], context: CommandContext): Promise<number>;
}

/** The arguments make no sense; the command's usage is printed and the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
