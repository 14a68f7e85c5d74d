import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { Day, Id, Moment, Now, Ref, Uuid } from '../columns.js';
import { PersonEntity } from '../identity/person.entity.js';

/** A look at everybody who may get in. One is open at a time; once completed it stays as it is. */
@Entity('access_reviews')
@Unique('uq_access_reviews_ref', ['ref'])
@Index('uq_access_reviews_open', { synchronize: false })
@Index('ix_access_reviews_started', ['startedAt'])
@Check('ck_access_reviews_completed', '(completed_at IS NULL) = (completed_by IS NULL)')
export class AccessReviewEntity {
  @Id() id!: string;
  @Ref('REV', 'access_review_refs') ref!: string;
  @ForeignKey(() => PersonEntity, { name: 'fk_access_reviews_started_by' })
  @Uuid()
  startedBy!: string;
  /** The list was frozen then. */
  @Now() startedAt!: Date;
  /** The day by which it was to be done. */
  @Day() due!: string;
  @ForeignKey(() => PersonEntity, { name: 'fk_access_reviews_completed_by' })
  @Uuid({ nullable: true })
  completedBy!: string | null;
  @Moment({ nullable: true }) completedAt!: Date | null;
}
