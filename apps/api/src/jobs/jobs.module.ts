/**
 * Work that nobody asks for: once a day every vendor is scored anew and every cover looked at again.
 * Runs in the server's process; the table jobs_done keeps it to once a day.
 */
import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { NightlyService } from './nightly.service.js';

@Module({ imports: [ScheduleModule.forRoot()], providers: [NightlyService] })
export class JobsModule {}
