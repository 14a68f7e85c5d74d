import { Check, Entity, ForeignKey } from 'typeorm';
import { Key, Moment, Text, Uuid, oneOf } from '../columns.js';
import { SessionEntity } from './session.entity.js';

/** What a passkey is asked for. */
export const CHALLENGE_PURPOSES = ['SIGN_IN', 'SECOND_FACTOR', 'REGISTER', 'STEP_UP'] as const;
export type ChallengePurpose = (typeof CHALLENGE_PURPOSES)[number];

/** A random text for a passkey to sign, once and within minutes. Kept as a hash. */
@Entity('challenges')
@Check('ck_challenges_purpose', oneOf('purpose', CHALLENGE_PURPOSES))
export class ChallengeEntity {
  /** Hex SHA-256 of the challenge as it stands in the request, base64url. */
  @Key('text') challengeHash!: string;
  @Text() purpose!: ChallengePurpose;
  /** The session that asked; null: nobody has signed in yet. */
  @ForeignKey(() => SessionEntity, 'id', {
    name: 'fk_challenges_session_id',
    onDelete: 'CASCADE',
  })
  @Uuid({ nullable: true })
  sessionId!: string | null;
  @Moment() expiresAt!: Date;
}
