import { Entity, PrimaryColumn } from 'typeorm';
import { Count, Whole } from '../columns.js';

/** Points used against a limit; the shape is rate-limiter-flexible's own. */
@Entity('rate_limits')
export class RateLimitEntity {
  @PrimaryColumn('varchar', { length: 255 }) key!: string;
  @Whole({ default: "'0'" }) points!: number;
  /** Milliseconds since 1970; null: never. */
  @Count({ nullable: true }) expire!: number | null;
}
