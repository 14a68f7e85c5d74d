/**
 * The whole API: the habits, the rooms, one line each, and the endpoint.
 */
import { Module, type DynamicModule } from '@nestjs/common';
import { AuditModule } from './audit/audit.module.js';
import { FilesModule } from './files/files.module.js';
import { GraphEndpoint, HabitsModule } from './graphql/graphql.module.js';
import { HttpModule } from './http/http.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { KeysModule } from './keys/keys.module.js';
import { MailDelivery, MailModule } from './mail/mail.module.js';
import { OrganisationModule } from './organisation/organisation.module.js';
import { RuntimeModule, type Runtime } from './runtime.js';
import { AgreementsModule } from './agreements/agreements.module.js';
import { BreachesModule } from './breaches/breaches.module.js';
import { PortfolioModule } from './portfolio/portfolio.module.js';
import { QuestionnairesModule } from './questionnaires/questionnaires.module.js';
import { ReviewsModule } from './reviews/reviews.module.js';
import { SampleModule } from './sample/sample.module.js';
import { VendorsModule } from './vendors/vendors.module.js';
import { ScoringModule } from './scoring/scoring.module.js';

/** Rooms that hold resolvers or services. */
export const ROOMS = [
  AgreementsModule,
  AuditModule,
  BreachesModule,
  FilesModule,
  IdentityModule,
  ImportsModule,
  KeysModule,
  MailModule,
  OrganisationModule,
  PortfolioModule,
  QuestionnairesModule,
  ReviewsModule,
  SampleModule,
  ScoringModule,
  VendorsModule,
];

@Module({})
export class AppModule {
  /** For the server: rooms, endpoint, plain routes and the night's work. */
  static server(runtime: Runtime): DynamicModule {
    return {
      module: AppModule,
      imports: [
        RuntimeModule.of(runtime),
        HabitsModule,
        ...ROOMS,
        HttpModule,
        JobsModule,
        MailDelivery,
        GraphEndpoint,
      ],
    };
  }

  /** For the command line: rooms only. */
  static commands(runtime: Runtime): DynamicModule {
    return { module: AppModule, imports: [RuntimeModule.of(runtime), HabitsModule, ...ROOMS] };
  }
}
