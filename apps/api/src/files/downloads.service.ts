import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import { StoredFileEntity } from '@chaperone/store';
import type { Response } from 'express';
import { Audit } from '../audit/audit.js';
import { may, type Principal } from '../graphql/access.js';
import { LOG, type Logger } from '../graphql/log.js';
import { found, Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { attachment } from './checks/file-name.js';
import { FileHolders, type HolderKind } from './file-holders.js';
import { FilesService } from './files.service.js';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Gives files away: to be saved, never to be shown or run, to whom the record's policy lets see them. */
@Injectable()
export class DownloadsService {
  constructor(
    private readonly work: Work,
    private readonly files: FilesService,
    private readonly holders: FileHolders,
    private readonly audit: Audit,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** @throws Refusal NOT_FOUND, FORBIDDEN, UNAVAILABLE before anything was sent */
  async send(id: string, by: Principal, response: Response): Promise<void> {
    const file = await this.visible(id, by);
    const content = Readable.from(await this.files.open(file));
    await this.tell(file).catch((fault: unknown) => {
      content.destroy();
      throw fault;
    });
    response.setHeader('Content-Type', file.type);
    response.setHeader('Content-Length', file.size);
    response.setHeader('Content-Disposition', attachment(file.name));
    response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Accept-Ranges', 'none');
    try {
      await pipeline(content, response);
    } catch (fault) {
      // the connection is cut: fewer bytes came than were announced, and the client knows
      if (!isGone(fault)) this.log.error({ err: fault, file: id }, 'A download broke off');
    }
  }

  /** Before the first byte goes out: what cannot be told does not happen. */
  private tell({ id, name }: StoredFileEntity): Promise<void> {
    const subject = { type: 'FILE', id, label: name };
    return this.audit.note({ action: 'DOWNLOAD', outcome: 'SUCCESS', subject });
  }

  private async visible(id: string, by: Principal): Promise<StoredFileEntity> {
    const file = UUID.test(id)
      ? await this.work.change((tx) => tx.findOneBy(StoredFileEntity, { id }))
      : null;
    const stored = found(file, 'The file');
    if (this.maySee(stored, by)) return stored;
    throw new Refusal('FORBIDDEN', 'Your role does not allow this.');
  }

  /** A loose file is seen by its sender, and by whoever may hang it on a record. */
  private maySee(file: StoredFileEntity, by: Principal): boolean {
    const kind = kindOf(file);
    if (kind) return may(by, this.holders.of(kind).read);
    return may(by, 'files:write') || (by.personId !== null && file.uploadedBy === by.personId);
  }
}

function kindOf({ agreementId, evidenceId, answerId }: StoredFileEntity): HolderKind | null {
  if (agreementId) return 'agreement';
  if (evidenceId) return 'evidence';
  return answerId ? 'answer' : null;
}

/** The client went away. */
function isGone(fault: unknown): boolean {
  const code = (fault as NodeJS.ErrnoException).code ?? '';
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'EPIPE';
}
