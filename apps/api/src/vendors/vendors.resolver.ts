/** Vendors in the graph: lists, one vendor, and the changes to them. */
import {
  Args,
  ID,
  Info,
  Int,
  Mutation,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Can, type Principal } from '../graphql/access.js';
import { PlannedField, PlannedRoot } from '../graphql/planned-fields.js';
import { Planner } from '../graphql/planner/planner.js';
import { CurrentPrincipal } from '../graphql/principal.js';
import { Work } from '../graphql/work.js';
import { VendorRelationType } from './vendor-relation.type.js';
import { CertificationType, VendorPage, VendorType } from './vendor.type.js';
import { VendorsArgs } from './vendors.args.js';
import {
  ArchiveVendorInput,
  CreateVendorInput,
  OverrideTierInput,
  RecordRelationInput,
  UpdateVendorInput,
} from './vendors.inputs.js';
import { similarQuestion, vendorQuestion, vendorsQuestion } from './vendors.question.js';
import { VendorsService } from './vendors.service.js';

@Resolver(() => VendorType)
export class VendorsResolver {
  constructor(
    private readonly planner: Planner,
    private readonly work: Work,
    private readonly service: VendorsService,
  ) {}

  @PlannedRoot('Vendor')
  @Query(() => VendorPage, { description: 'Vendors, filtered and sorted in the database.' })
  @Can('vendors:read')
  vendors(@Args() args: VendorsArgs, @Info() info: GraphQLResolveInfo) {
    return this.planner.page(info, 'Vendor', vendorsQuestion(args));
  }

  @PlannedRoot('Vendor')
  @Query(() => VendorType, { nullable: true, description: 'One vendor, by key or by reference.' })
  @Can('vendors:read')
  vendor(
    @Args('id', { type: () => ID, description: 'Key, or reference such as VND-42.' }) id: string,
    @Info() info: GraphQLResolveInfo,
  ) {
    const question = vendorQuestion(id);
    return question && this.planner.first(info, 'Vendor', question);
  }

  @PlannedRoot('Vendor')
  @Query(() => [VendorType], { description: 'Vendors whose name is nearly this one.' })
  @Can('vendors:read')
  similarVendors(
    @Args('name', { description: 'A name.' }) name: string,
    @Args('limit', { type: () => Int, defaultValue: 5, description: 'How many at most, up to 20.' })
    limit: number,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.planner.list(info, 'Vendor', similarQuestion(name, limit));
  }

  @Mutation(() => VendorType, { description: 'Makes a vendor.' })
  @Can('vendors:request')
  createVendor(
    @Args('input', { description: 'The vendor.' }) input: CreateVendorInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.work.change(async (tx) =>
      this.planner.byId(info, 'Vendor', await this.service.create(tx, input, by), { tx }),
    );
  }

  @Mutation(() => VendorType, { description: 'Changes a vendor.' })
  @Can('vendors:write')
  updateVendor(
    @Args('input', { description: 'The change.' }) input: UpdateVendorInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.work.change(async (tx) =>
      this.planner.byId(info, 'Vendor', await this.service.update(tx, input, by), { tx }),
    );
  }

  @Mutation(() => VendorType, { description: 'Puts a vendor away, or takes it out again.' })
  @Can('vendors:write')
  archiveVendor(
    @Args('input', { description: 'Which one.' }) input: ArchiveVendorInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.work.change(async (tx) =>
      this.planner.byId(info, 'Vendor', await this.service.archive(tx, input, by), { tx }),
    );
  }

  @Mutation(() => VendorType, {
    description: 'Puts a person’s tier in place of the computed one, or takes it back.',
  })
  @Can('vendors:write')
  overrideTier(
    @Args('input', { description: 'The tier.' }) input: OverrideTierInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.work.change(async (tx) =>
      this.planner.byId(info, 'Vendor', await this.service.overrideTier(tx, input, by), { tx }),
    );
  }

  @Mutation(() => VendorRelationType, { description: 'Records a sub-processor.' })
  @Can('vendors:write')
  recordRelation(
    @Args('input', { description: 'The link.' }) input: RecordRelationInput,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.work.change(async (tx) =>
      this.planner.byId(info, 'VendorRelation', await this.service.recordRelation(tx, input), {
        tx,
      }),
    );
  }

  @PlannedField()
  @ResolveField(() => [VendorRelationType], { description: 'Vendors that it uses.' })
  subprocessors(@Parent() vendor: { subprocessors?: unknown }) {
    return vendor.subprocessors;
  }

  @PlannedField()
  @ResolveField(() => [VendorRelationType], { description: 'Vendors that use it.' })
  usedBy(@Parent() vendor: { usedBy?: unknown }) {
    return vendor.usedBy;
  }
}

@Resolver(() => CertificationType)
export class CertificationsResolver {
  @ResolveField(() => Boolean, {
    description: 'A claim and no certificate: there is no such thing as a HIPAA certificate.',
  })
  claimOnly(@Parent() { name }: CertificationType): boolean {
    return /\bhipaa\b/i.test(name);
  }
}
