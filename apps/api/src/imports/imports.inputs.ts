import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import type { ImportSource } from '@chaperone/risk-model';
import { ImportSourceEnum } from '../graphql/enums.js';
import { PageArgs } from '../graphql/page.js';
import { DateScalar } from '../graphql/scalars.js';

@InputType({ description: 'A file to look through; nothing is written.' })
export class StartImportInput {
  @Field(() => ID, { description: 'Id that the upload route gave.' }) upload!: string;
  @Field(() => ImportSourceEnum, { description: 'What the file holds.' }) source!: ImportSource;
  @Field(() => DateScalar, {
    nullable: true,
    description: "Day of the export; else from the file's name or its latest record.",
  })
  asOf?: string | null;
}

@InputType({ description: 'A previewed run to be written.' })
export class ApplyImportInput {
  @Field(() => ID, { description: 'The run.' }) run!: string;
}

@InputType({ description: 'An applied run to be taken back.' })
export class UndoImportInput {
  @Field(() => ID, { description: 'The run.' }) run!: string;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Undo what nobody touched, although conflicts stand.',
  })
  confirm?: boolean | null;
}

/** A stretch of a list inside a run. */
@ArgsType()
export class StretchArgs {
  @Field(() => Int, { nullable: true, defaultValue: 0, description: 'How many to skip.' })
  offset!: number;
  @Field(() => Int, {
    nullable: true,
    defaultValue: 50,
    description: 'How many at most, up to 100.',
  })
  limit!: number;
}

@ArgsType()
export class ImportRunsArgs extends PageArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Only applied ones that wrote something about this vendor, by key.',
  })
  vendor?: string | null;
}
