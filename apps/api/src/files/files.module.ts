/**
 * Files that people send: contracts, reports, answers. In: bytes with a name, checked before they
 * count. Out: records that hang on agreements, evidence and answers, and the same bytes to be saved.
 * Bytes lie sealed on this disk or in an S3-compatible store. It must not know any slice: what a file
 * hangs on is registered by its room (file-holders.ts).
 */
import { Global, Module } from '@nestjs/common';
import { Planner } from '../graphql/planner/planner.js';
import { AttachService } from './attach.service.js';
import { DownloadsService } from './downloads.service.js';
import { FileHolders } from './file-holders.js';
import { FileKeys } from './file-keys.js';
import { FileSweep } from './file-sweep.js';
import { FilesController } from './files.controller.js';
import { FilesResolver } from './files.resolver.js';
import { FilesService } from './files.service.js';
import { describeFiles } from './files.source.js';
import { Places } from './places/places.js';

@Global()
@Module({
  controllers: [FilesController],
  providers: [
    AttachService,
    DownloadsService,
    FileHolders,
    FileKeys,
    FileSweep,
    FilesResolver,
    FilesService,
    Places,
  ],
  exports: [FileHolders, FilesService],
})
export class FilesModule {
  constructor(planner: Planner) {
    describeFiles(planner);
  }
}
