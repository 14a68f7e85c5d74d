import { Injectable } from '@nestjs/common';
import { ChallengeEntity, type ChallengePurpose } from '@chaperone/store';
import { Clock } from '../../graphql/clock.js';
import { Work } from '../../graphql/work.js';
import { hashOfSecret, newSecret } from '../secrets.js';

/** How long a passkey has to answer. */
export const CHALLENGE_MS = 5 * 60_000;

/** What a challenge is for, and whose; no session: somebody who has not signed in yet. */
export interface ChallengeUse {
  readonly purpose: ChallengePurpose;
  readonly sessionId: string | null;
}

/** Random texts for passkeys to sign: 256 bits, each good once. */
@Injectable()
export class ChallengesService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  /** A new challenge, base64url. */
  async issue({ purpose, sessionId }: ChallengeUse): Promise<string> {
    const challenge = newSecret();
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + CHALLENGE_MS);
    await this.work.change(async (tx) => {
      await tx.query('delete from challenges where expires_at < $1', [now]);
      await tx.insert(ChallengeEntity, {
        challengeHash: hashOfSecret(challenge),
        purpose,
        sessionId,
        expiresAt,
      });
    });
    return challenge;
  }

  /** Uses a challenge up, whatever becomes of the answer. Returns whether it was good for this. */
  async take(challenge: string, { purpose, sessionId }: ChallengeUse): Promise<boolean> {
    const [, taken] = (await this.work.change((tx) =>
      tx.query(
        `delete from challenges where challenge_hash = $1 and purpose = $2
           and session_id is not distinct from $3::uuid and expires_at > $4`,
        [hashOfSecret(challenge), purpose, sessionId, this.clock.now()],
      ),
    )) as [unknown, number];
    return taken === 1;
  }
}
