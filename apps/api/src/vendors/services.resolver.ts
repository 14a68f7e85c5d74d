/** Services, decisions and evidence in the graph. */
import {
  Args,
  Context,
  Info,
  Mutation,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { ServiceStatus } from '@chaperone/risk-model';
import type { GraphQLResolveInfo } from 'graphql';
import { Can, type Principal } from '../graphql/access.js';
import { batch } from '../graphql/batch.js';
import { ServiceStatusEnum } from '../graphql/enums.js';
import { PlannedField, PlannedRoot } from '../graphql/planned-fields.js';
import { Planner, planned } from '../graphql/planner/planner.js';
import { CurrentPrincipal, type GraphContext } from '../graphql/principal.js';
import { Work } from '../graphql/work.js';
import { ScoreType } from '../scoring/receipt.type.js';
import { EvidenceService } from './evidence.service.js';
import { EvidenceType } from './evidence.type.js';
import { PreviewsService } from './previews.service.js';
import { coversOf, type CoverFacts } from './service-covers.js';
import { CoverType, ServicePage, ServiceType } from './service.type.js';
import {
  DecideServiceInput,
  RecordEvidenceInput,
  ServicesArgs,
  UpsertServiceInput,
} from './services.inputs.js';
import { servicesQuestion } from './services.question.js';
import { ServicesService } from './services.service.js';
import { VendorType } from './vendor.type.js';

@Resolver(() => ServiceType)
export class ServicesResolver {
  constructor(
    private readonly planner: Planner,
    private readonly work: Work,
    private readonly service: ServicesService,
    private readonly previews: PreviewsService,
  ) {}

  @PlannedRoot('Service')
  @Query(() => ServicePage, { description: 'Services, filtered and sorted in the database.' })
  @Can('services:read')
  services(@Args() args: ServicesArgs, @Info() info: GraphQLResolveInfo) {
    return this.planner.page(info, 'Service', servicesQuestion(args));
  }

  @Mutation(() => ServiceType, {
    description: 'Makes or changes a service; the reply shows the new score.',
  })
  @Can('services:write')
  upsertService(
    @Args('input', { description: 'The service.' }) input: UpsertServiceInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.work.change(async (tx) =>
      this.planner.byId(info, 'Service', await this.service.upsert(tx, input, by), { tx }),
    );
  }

  @Mutation(() => ServiceType, { description: 'Decides about a service.' })
  @Can('services:decide')
  decideService(
    @Args('input', { description: 'The decision.' }) input: DecideServiceInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.work.change(async (tx) =>
      this.planner.byId(info, 'Service', await this.service.decide(tx, input, by), { tx }),
    );
  }

  @ResolveField(() => [CoverType], {
    description: 'Agreements that it needs, or that somebody decided about.',
  })
  covers(@Parent() service: { covers?: CoverFacts }) {
    return service.covers ? coversOf(service.covers) : [];
  }

  @ResolveField(() => ScoreType, {
    nullable: true,
    description: 'The vendor’s score as if this requested service were active; null for others.',
  })
  preview(
    @Parent() service: { readonly id: string; readonly status: ServiceStatus },
    @Context() context: GraphContext,
  ) {
    if (service.status !== 'REQUESTED') return null;
    return batch(context, PreviewsService, (ids: readonly string[]) => this.previews.of(ids)).load(
      service.id,
    );
  }
}

@Resolver(() => EvidenceType)
export class EvidenceResolver {
  constructor(
    private readonly planner: Planner,
    private readonly work: Work,
    private readonly service: EvidenceService,
  ) {}

  @Mutation(() => EvidenceType, { description: 'Records or changes a document of a vendor.' })
  @Can('vendors:write')
  recordEvidence(
    @Args('input', { description: 'The document.' }) input: RecordEvidenceInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.work.change(async (tx) =>
      this.planner.byId(info, 'Evidence', await this.service.record(tx, input, by), { tx }),
    );
  }
}

@Resolver(() => VendorType)
export class VendorServicesResolver {
  @PlannedField()
  @ResolveField(() => [ServiceType], { description: 'What we use it for, oldest first.' })
  services(
    @Parent() vendor: VendorType,
    @Args('status', {
      type: () => [ServiceStatusEnum],
      nullable: true,
      description: 'Only of these statuses.',
    })
    status?: ServiceStatus[] | null,
  ) {
    return planned(vendor, 'services', { status });
  }

  @PlannedField()
  @ResolveField(() => [EvidenceType], { description: 'Documents that back its answers.' })
  evidence(@Parent() vendor: { evidence?: unknown }) {
    return vendor.evidence;
  }
}
