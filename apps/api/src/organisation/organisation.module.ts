/**
 * The organisation: what it is under the law, where it is at home, how much risk it accepts,
 * and which day it is there. One record; a change of what scores depend on rescores every vendor.
 */
import { Module } from '@nestjs/common';
import { OrganisationResolver } from './organisation.resolver.js';
import { OrganisationService } from './organisation.service.js';

@Module({
  providers: [OrganisationResolver, OrganisationService],
  exports: [OrganisationService],
})
export class OrganisationModule {}
