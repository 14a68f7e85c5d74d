import { execFileSync } from 'node:child_process';

/** The operating-system account that PostgreSQL runs under; it refuses to run as root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

function lookUp(name: string): Account | undefined {
  try {
    const ask = (flag: string) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
    return { name, uid: ask('-u'), gid: ask('-g') };
  } catch {
    return undefined;
  }
}

function create(): Account | undefined {
  try {
    const shell = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
    execFileSync('useradd', [...shell, 'postgres'], { stdio: 'pipe' });
  } catch {
    return undefined;
  }
  return lookUp('postgres');
}

/**
 * The account to start PostgreSQL under: undefined (our own) for ordinary users; for root the user
 * `postgres`, made when missing, else `nobody`.
 */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const account = lookUp('postgres') ?? create() ?? lookUp('nobody');
  if (!account) throw new Error('PostgreSQL does not run as root and no other user can be made.');
  return account;
}
