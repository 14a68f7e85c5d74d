import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../graphql/scalars.js';
import { PersonType } from '../identity/person.type.js';

@ObjectType('StoredFile', {
  description: 'A file that somebody sent; its content is at GET /files/{id}.',
})
export class StoredFileType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field({ description: 'Its name, cleaned: fit to be shown and saved.' }) name!: string;
  @Field({ description: 'Its media type, by what is in it.' }) type!: string;
  @Field(() => Int, { description: 'Bytes.' }) size!: number;
  @Field({ description: 'SHA-256 of its content, in hex.' }) sha256!: string;
  @Field(() => DateTimeScalar, { description: 'When it was sent.' }) uploadedAt!: string;
  @Field(() => PersonType, { nullable: true, description: 'Who sent it; null: a script.' })
  uploadedBy!: PersonType | null;
}

@InputType('AnswerPlaceInput', { description: 'An answer, given already or not.' })
export class AnswerPlaceInput {
  @Field(() => ID, { description: 'The assessment, by id or ref.' }) assessment!: string;
  @Field({ description: "The question's key." }) question!: string;
}

@InputType('AttachFileInput', { description: 'A file, and the one record that it is to hang on.' })
export class AttachFileInput {
  @Field(() => ID, { description: 'The file, as POST /files named it.' }) file!: string;
  @Field(() => ID, { nullable: true, description: 'An agreement, by id or ref.' })
  agreement?: string | null;
  @Field(() => ID, { nullable: true, description: 'A piece of evidence; it holds one file.' })
  evidence?: string | null;
  @Field(() => AnswerPlaceInput, { nullable: true, description: 'An answer to a FILE question.' })
  answer?: AnswerPlaceInput | null;
}
