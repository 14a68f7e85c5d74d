import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { UploadEntity } from '@chaperone/store';
import type { Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import { Audit } from '../audit/audit.js';
import { CONFIG, type Config } from '../config.js';
import type { Principal } from '../graphql/access.js';
import { Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { UPLOADS } from '../imports/uploads-folder.js';
import { cleanName, LARGEST_UPLOAD, receive, type Received } from './receive-upload.js';

/** Header of a raw upload; it holds the file's name, percent-encoded where it is not plain ASCII. */
export const UPLOAD_HEADER = 'x-chaperone-upload';

interface Arrived extends Received {
  readonly fileName: string;
}

/** What the client learns of its upload. */
export interface UploadReply extends Arrived {
  readonly id: string;
}

/** Files that wait to be imported: streamed to the data directory, known by a row. */
@Injectable()
export class UploadsService {
  constructor(
    private readonly work: Work,
    private readonly audit: Audit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Takes the file of a request, sent as its body or as field `file` of a form. */
  async take(request: Request, response: Response, by: Principal): Promise<UploadReply> {
    if (!this.config.dataDir) throw new Refusal('UNAVAILABLE', 'There is no data directory.');
    if (Number(request.headers['content-length']) > LARGEST_UPLOAD)
      throw new Refusal('INVALID', 'The file is larger than 2 GiB.', { status: 413 });
    const id = randomUUID();
    const path = join(UPLOADS, id);
    const onDisk = join(this.config.dataDir, path);
    await mkdir(join(this.config.dataDir, UPLOADS), { recursive: true, mode: 0o700 });
    const arrived = request.is('multipart/form-data')
      ? await fromForm(request, response, onDisk)
      : await fromBody(request, onDisk);
    try {
      await this.work.change(async (tx) => {
        await tx.insert(UploadEntity, { id, path, ...arrived, uploadedBy: by.personId });
        this.audit.noteIn(tx, { action: 'UPLOAD', outcome: 'SUCCESS' });
      });
    } catch (thrown) {
      await rm(onDisk, { force: true });
      throw thrown;
    }
    return { id, ...arrived };
  }
}

async function fromBody(request: Request, path: string): Promise<Arrived> {
  const header = request.header(UPLOAD_HEADER);
  if (!header)
    throw new Refusal('INVALID', `Send the file's name in the header ${UPLOAD_HEADER}.`, {
      field: UPLOAD_HEADER,
    });
  return { fileName: cleanName(decoded(header)), ...(await receive(request, path)) };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function fromForm(request: Request, response: Response, path: string): Promise<Arrived> {
  let arrived: Arrived | null = null;
  const storage: multer.StorageEngine = {
    _handleFile: (_request, file, done) => {
      receive(file.stream, path).then(
        (received) => {
          arrived = { fileName: cleanName(file.originalname), ...received };
          done(null, {});
        },
        (thrown: unknown) => done(thrown),
      );
    },
    _removeFile: (_request, _file, done) => {
      rm(path, { force: true }).then(() => done(null), done);
    },
  };
  const limits = { files: 1, fields: 5, parts: 6, fieldSize: 1_000 };
  const form = multer({ storage, limits, defParamCharset: 'utf8' }).single('file');
  return new Promise((resolve, reject) => {
    void form(request, response, (thrown: unknown) => {
      if (thrown) reject(asRefusal(thrown));
      else if (arrived) resolve(arrived);
      else reject(new Refusal('INVALID', 'Send a file in the field "file".', { field: 'file' }));
    });
  });
}

function asRefusal(thrown: unknown): unknown {
  return thrown instanceof MulterError ||
    (thrown instanceof Error && /Multipart|form/.test(thrown.message))
    ? new Refusal('INVALID', 'The form cannot be read: send one file in the field "file".')
    : thrown;
}
