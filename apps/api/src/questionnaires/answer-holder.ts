import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  FileHolders,
  type AnswerPlace,
  type FileHolder,
  type HungFile,
} from '../files/file-holders.js';
import type { Principal } from '../graphql/access.js';
import { found, Refusal } from '../graphql/refusal.js';
import { RecordAnswersService } from './record-answers.service.js';

/** Files that are answers; they come and go as answers do, and the vendor is rescored. */
@Injectable()
export class AnswerHolder implements FileHolder {
  readonly kind = 'answer';
  readonly read = 'questionnaires:read';
  readonly write = 'questionnaires:write';

  constructor(
    holders: FileHolders,
    private readonly recording: RecordAnswersService,
  ) {
    holders.register(this);
  }

  async attach(
    tx: EntityManager,
    target: string | AnswerPlace,
    file: string,
    by: Principal,
  ): Promise<void> {
    if (typeof target === 'string')
      throw new Refusal('INVALID', 'Name the assessment and the question.', { field: 'answer' });
    const { assessment, question } = target;
    await this.recording.record(tx, { assessment, answers: [{ question, file }] }, by);
  }

  async detach(tx: EntityManager, { holder }: HungFile, by: Principal): Promise<void> {
    const [row] = await tx.query<AnswerPlace[]>(
      'select assessment_id as assessment, question_key as question from answers where id = $1',
      [holder],
    );
    const { assessment, question } = found(row, 'The answer');
    await this.recording.record(tx, { assessment, answers: [{ question, file: null }] }, by);
  }
}
