/**
 * Plain HTTP beside the graph: health, uploads, faults as JSON. What stands before the rooms is in dress.ts.
 */
import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { FaultsFilter } from './faults.filter.js';
import { HealthController } from './health.controller.js';
import { UploadsController } from './uploads.controller.js';
import { UploadsService } from './uploads.service.js';

@Module({
  controllers: [HealthController, UploadsController],
  providers: [UploadsService, { provide: APP_FILTER, useClass: FaultsFilter }],
})
export class HttpModule {}
