/**
 * The audit log as rooms use it. Changes of records need no word: `Work.change` appends them.
 * What is no change of a row (a sign-in, an export, a refusal) is told here.
 */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Work } from '../graphql/work.js';
import type { Note } from './actions.js';

export type { AuditAction, AuditOutcome, AuditSubject, Note } from './actions.js';

@Injectable()
export class Audit {
  constructor(private readonly work: Work) {}

  /** Writes an entry in a transaction of its own; throws where it cannot be written. */
  async note(note: Note): Promise<void> {
    await this.work.change((tx) => {
      this.noteIn(tx, note);
      return Promise.resolve();
    });
  }

  /**
   * Tells what the transaction does. Its changed rows go into the first note's entry; it is written
   * when `Work.change` has done its work, or not at all.
   */
  noteIn(tx: EntityManager, note: Note): void {
    this.work.trail.note(tx, note);
  }
}
