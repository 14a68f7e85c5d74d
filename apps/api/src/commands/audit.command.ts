import { parseArgs } from 'node:util';
import { RestoredService } from '../audit/restored.service.js';
import { RetentionService } from '../audit/retention.service.js';
import { isProven, VerificationService, type Verification } from '../audit/verification.service.js';
import { UsageError, type Command, type CommandContext } from './command.js';

const count = (n: number): string => n.toLocaleString('en-US');

const UNSIGNED =
  'No checkpoint was found: that the end was cut off, or all written anew, cannot be seen. Name a copy by --checkpoints FILE.';

function report(found: Verification, seconds: number, { print, warn }: CommandContext): number {
  const { fault, foreign, torn, entries, head, agreed, checkpoints } = found;
  for (const { line, why } of foreign) warn(`Line ${line} of the checkpoints: ${why}.`);
  for (const { seq, at } of found.restores)
    warn(`Put back from a back-up, as said at ${at}: what was signed behind entry ${seq} is gone.`);
  for (const line of torn) warn(`Line ${line} of the checkpoints: it was not written to its end.`);
  if (fault) {
    const { seq, until, why } = fault;
    warn(
      `First bad entry: ${seq}${until === undefined ? '' : `, at the latest ${until}`}: ${why}.`,
    );
    return 1;
  }
  print(`${count(entries)} entries are as they were written (${seconds.toFixed(1)} s).`);
  print(`Head: entry ${head.seq}, ${head.head}`);
  if (agreed)
    print(`Signed up to entry ${agreed.seq} at ${agreed.at}, ${count(checkpoints)} checkpoints.`);
  else if (entries > 0) warn(UNSIGNED);
  return isProven(found) ? 0 : 1;
}

async function verify(args: readonly string[], context: CommandContext): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { checkpoints: { type: 'string' }, 'public-key': { type: 'string' } },
  });
  const since = performance.now();
  const settings = { checkpoints: values.checkpoints, publicKey: values['public-key'] };
  const found = await context.app.get(VerificationService).verify(settings);
  return report(found, (performance.now() - since) / 1000, context);
}

async function prune(
  args: readonly string[],
  { app, print, warn }: CommandContext,
): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { 'dry-run': { type: 'boolean', default: false } },
  });
  const found = await app.get(VerificationService).verify();
  if (!isProven(found)) {
    const why = found.fault?.why ?? 'no checkpoint, or a line that is not ours';
    warn(`Nothing was removed: ${why}. A log that is not known to be whole is kept as it is.`);
    return 1;
  }
  const { removed, until } = await app.get(RetentionService).prune(values['dry-run']);
  print(
    removed === 0
      ? `Nothing is older than the log is kept (${until.slice(0, 10)}).`
      : `${count(removed)} entries from before ${until.slice(0, 10)} ${values['dry-run'] ? 'could be' : 'were'} removed.`,
  );
  return 0;
}

async function restored(
  args: readonly string[],
  { app, print, warn }: CommandContext,
): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { confirm: { type: 'boolean', default: false } },
  });
  const found = await app.get(RestoredService).acknowledge(values.confirm);
  const { how, fault, agreed, signedUntil } = found;
  if (how === 'WHOLE') {
    print('The log agrees with all that was signed; there is nothing to acknowledge.');
    return 0;
  }
  if (how === 'BROKEN') {
    warn(`No back-up that was put back explains this: ${fault?.why ?? ''}.`);
    return 1;
  }
  const behind = `The log agrees up to entry ${agreed.seq}; entries up to ${signedUntil} were signed.`;
  print(
    values.confirm
      ? `${behind} It is signed that a back-up was put back; \`audit verify\` says so from now on.`
      : `${behind} If you put a back-up back, say so: audit restored --confirm`,
  );
  return values.confirm ? 0 : 1;
}

/** `audit verify`, `audit prune` and `audit restored`. */
export const auditCommand: Command = {
  name: 'audit',
  usage:
    'verify [--checkpoints FILE] [--public-key FILE]   check the audit log; prune [--dry-run]: remove what is older than it is kept; restored [--confirm]: a back-up was put back',
  run: ([what, ...args], context) => {
    if (what === 'verify') return verify(args, context);
    if (what === 'prune') return prune(args, context);
    if (what === 'restored') return restored(args, context);
    throw new UsageError('Say `audit verify`, `audit prune` or `audit restored`.');
  },
};
