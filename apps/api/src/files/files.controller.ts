import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Can, type Principal } from '../graphql/access.js';
import { CurrentPrincipal } from '../graphql/principal.js';
import { Refusal } from '../graphql/refusal.js';
import { decodedName } from './checks/file-name.js';
import { DownloadsService } from './downloads.service.js';
import { FilesService } from './files.service.js';

/**
 * Header of an upload: the file's name, percent-encoded where it is not plain ASCII. A form of another
 * site cannot set it, and its body is the file itself.
 */
export const FILE_HEADER = 'x-chaperone-upload';

@Controller('files')
export class FilesController {
  constructor(
    private readonly files: FilesService,
    private readonly downloads: DownloadsService,
  ) {}

  /** Takes a file and answers with its id; `attachFile` hangs it on a record. */
  @Post()
  @Can('files:write')
  async upload(@Req() request: Request, @CurrentPrincipal() by: Principal) {
    const name = request.header(FILE_HEADER);
    if (!name || request.is('multipart/form-data'))
      throw new Refusal(
        'INVALID',
        `Send the file as the body and its name in the header ${FILE_HEADER}.`,
        { field: FILE_HEADER },
      );
    const announced = Number(request.headers['content-length'] ?? 0);
    // a refusal in the middle must still reach the sender: the connection stays
    const source = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    try {
      return await this.files.store(source, { name: decodedName(name), announced, by });
    } finally {
      if (!request.readableEnded) drain(request);
    }
  }

  /** A file, to be saved. */
  @Get(':id')
  @Can('files:read')
  download(
    @Param('id') id: string,
    @CurrentPrincipal() by: Principal,
    @Res() response: Response,
  ): Promise<void> {
    return this.downloads.send(id, by, response);
  }
}

/** How long the rest of a refused file is let in and thrown away. */
const DRAIN_MS = 30_000;

/** A sender reads the reply once it is done: the rest comes in and is forgotten, for a while. */
function drain(request: Request): void {
  const timer = setTimeout(() => request.destroy(), DRAIN_MS).unref();
  request.once('close', () => clearTimeout(timer));
  request.resume();
}
