import { Args, ID, Info, Mutation, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Can, type Principal } from '../graphql/access.js';
import { CurrentPrincipal } from '../graphql/principal.js';
import { AttachService } from './attach.service.js';
import { AttachFileInput, StoredFileType } from './file.type.js';

@Resolver(() => StoredFileType)
export class FilesResolver {
  constructor(private readonly attaching: AttachService) {}

  @Mutation(() => StoredFileType, { description: 'Hangs a file that was sent on a record.' })
  @Can('files:write')
  attachFile(
    @Args('input') input: AttachFileInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.attaching.attach(input, by, info);
  }

  @Mutation(() => StoredFileType, {
    description: 'Takes a file off its record; it can be hung on one again until it is swept.',
  })
  @Can('files:write')
  detachFile(
    @Args('id', { type: () => ID }) id: string,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.attaching.detach(id, by, info);
  }
}
