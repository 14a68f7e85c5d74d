import { KeysService } from '../keys/keys.service.js';
import { UsageError, type Command, type CommandContext } from './command.js';

const WAYS: Readonly<
  Record<string, (keys: KeysService, context: CommandContext) => Promise<number>>
> = {
  status,
  'rotate-wrapping-key': rotateWrappingKey,
  'rotate-data-keys': rotateDataKeys,
};

/** `keys`: what is sealed under which key, and new keys in place of the old ones. */
export const keysCommand: Command = {
  name: 'keys',
  usage: `${Object.keys(WAYS).join('|')}   show the encryption keys, or put new ones in their place`,
  run: ([what = '', ...rest], context) => {
    const way = Object.hasOwn(WAYS, what) ? WAYS[what] : undefined;
    if (!way || rest.length) throw new UsageError(`Say one of ${Object.keys(WAYS).join(', ')}.`);
    return way(context.app.get(KeysService, { strict: false }), context);
  },
};

async function status(keys: KeysService, { print }: CommandContext): Promise<number> {
  const { fingerprint, from } = keys.wrapping();
  print(`Wrapping key ${fingerprint} in ${from}`);
  for (const { kid, ageDays, active, inUse } of await keys.ages()) {
    const state = active ? 'active' : inUse ? 'old, still in use' : 'old, nothing under it';
    print(`  ${kid.padEnd(16)} ${String(ageDays).padStart(5)} days  ${state}`);
  }
  return 0;
}

async function rotateWrappingKey(keys: KeysService, { print }: CommandContext): Promise<number> {
  const { from, to, file, oldFile } = await keys.rotateWrappingKey();
  print(`Wrapping key ${to} in place of ${from}.`);
  if (file === null) print('Set CHAPERONE_KEY to the new key before the next start.');
  else print(`The new key is in ${file}: keep a copy of it elsewhere.`);
  if (oldFile) print(`Back-ups of before need the old one, in ${oldFile}.`);
  return 0;
}

async function rotateDataKeys(keys: KeysService, { print, warn }: CommandContext): Promise<number> {
  const { active, rows, left } = await keys.rotateDataKeys(warn);
  print(`${rows} values sealed anew; active keys: ${active.join(', ')}.`);
  if (left.length === 0) return 0;
  warn(`Still in use: ${left.join(', ')}. Something held its rows; run this again later.`);
  return 1;
}
