// A session such as a browser has: its cookie, and the origin that browsers send along.
import { createHash, randomBytes } from 'node:crypto';
import { pastTheLog, withClient } from './place.ts';

/** Opens a session for a person of the bench and gives back the headers of a signed-in request. */
export async function signIn(url: string, port: number): Promise<Record<string, string>> {
  const token = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(token).digest('hex');
  return withClient(url, async (client) => {
    await pastTheLog(client, () =>
      client.query(
        `with person as (
         insert into people (email, name, role) values ('bench@example.org', 'Bench', 'COMPLIANCE')
         on conflict (email) do update set name = excluded.name returning id)
       insert into sessions (token_hash, person_id, expires_at, stage)
       select $1, id, now() + interval '1 day', 'FULL' from person`,
        [hash],
      ),
    );
    const { rows } = await client.query<{ name: string }>(
      `select '__Host-sid-' || left(replace(installation_id::text, '-', ''), 8) as name from installation`,
    );
    return { Cookie: `${rows[0]?.name}=${token}`, Origin: `http://127.0.0.1:${port}` };
  });
}
