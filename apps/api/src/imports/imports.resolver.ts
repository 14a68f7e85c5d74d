import { Args, ID, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Can, type Principal } from '../graphql/access.js';
import { planned } from '../graphql/planner/planner.js';
import { CurrentPrincipal } from '../graphql/principal.js';
import {
  ImportDiffType,
  ImportErrorType,
  ImportRunPage,
  ImportRunType,
} from './import-run.type.js';
import {
  ApplyImportInput,
  ImportRunsArgs,
  StartImportInput,
  StretchArgs,
  UndoImportInput,
} from './imports.inputs.js';
import { ImportsService } from './imports.service.js';

@Resolver(() => ImportRunType)
export class ImportsResolver {
  constructor(private readonly imports: ImportsService) {}

  @Query(() => ImportRunPage, { description: 'Imports, newest first.' })
  @Can('imports:read')
  importRuns(@Args() page: ImportRunsArgs, @Info() info: GraphQLResolveInfo) {
    return this.imports.runs(page, info);
  }

  @Query(() => ImportRunType, { nullable: true, description: 'One import, by id or ref.' })
  @Can('imports:read')
  importRun(@Args('id', { type: () => ID }) id: string, @Info() info: GraphQLResolveInfo) {
    return this.imports.run(id, info);
  }

  @Mutation(() => ImportRunType, {
    description: 'Begins a dry run of an uploaded file and returns at once; poll importRun.',
  })
  @Can('imports:write')
  startImport(
    @Args('input') input: StartImportInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.imports.start(input, by, info);
  }

  @Mutation(() => ImportRunType, {
    description: 'Begins to write a previewed run, all of it or nothing; poll importRun.',
  })
  @Can('imports:write')
  applyImport(
    @Args('input') input: ApplyImportInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.imports.apply(input, by, info);
  }

  @Mutation(() => ImportRunType, {
    description:
      'Begins to take an applied run back; records that somebody touched since are listed first.',
  })
  @Can('imports:write')
  undoImport(
    @Args('input') input: UndoImportInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.imports.undo(input, by, info);
  }

  @ResolveField(() => [ImportErrorType], { description: 'The first thousand faults, by line.' })
  errors(@Parent() run: object, @Args() args: StretchArgs) {
    return planned<ImportErrorType[]>(run, 'errors', args);
  }

  @ResolveField(() => [ImportDiffType], {
    description: 'Records that it writes: all that change, the first thousand of new ones.',
  })
  diff(@Parent() run: object, @Args() args: StretchArgs) {
    return planned<ImportDiffType[]>(run, 'diff', args);
  }
}
