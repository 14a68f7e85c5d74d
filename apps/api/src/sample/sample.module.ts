import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/agreements.module.js';
import { BreachesModule } from '../breaches/breaches.module.js';
import { ImportsModule } from '../imports/imports.module.js';
import { QuestionnairesModule } from '../questionnaires/questionnaires.module.js';
import { SampleLoader } from '../sample-loader.js';
import { VendorsModule } from '../vendors/vendors.module.js';
import { LoadUseService } from './load-use.service.js';
import { LoadVendorService } from './load-vendor.service.js';
import { RemoveSampleService } from './remove-sample.service.js';
import { SampleLoaderService } from './sample-loader.service.js';
import { SampleResolver } from './sample.resolver.js';

@Module({
  imports: [AgreementsModule, BreachesModule, ImportsModule, QuestionnairesModule, VendorsModule],
  providers: [
    LoadUseService,
    LoadVendorService,
    RemoveSampleService,
    SampleResolver,
    { provide: SampleLoader, useClass: SampleLoaderService },
  ],
})
export class SampleModule {}
