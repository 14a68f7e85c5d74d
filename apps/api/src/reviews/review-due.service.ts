import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { Work } from '../graphql/work.js';

/** Counted from the last review that was completed; before the first one, from the installation. */
export const DUE = `select ((coalesce((select max(completed_at) from access_reviews), i.created_at)
      at time zone o.time_zone)::date + $1::int)::text as day
  from installation i cross join organisation o`;

/** The day by which the next review is to be completed, in the organisation's time zone. */
@Injectable()
export class ReviewDue {
  constructor(
    private readonly work: Work,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** YYYY-MM-DD */
  async day(): Promise<string> {
    const text = DUE;
    const values = [this.config.reviewDays];
    const [row] = await this.work.read<{ day: string }>({ name: 'review-due', text, values });
    return row?.day ?? '';
  }
}
