import { Check, Entity, ForeignKey } from 'typeorm';
import { Key, Now, oneOf } from '../columns.js';
import { PersonEntity } from './person.entity.js';

/** What a sign-in is recognised by. */
export const PLACE_KINDS = ['BROWSER', 'ADDRESS'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** A browser or an address from which a person has signed in before. Kept as a hash. */
@Entity('known_places')
@Check('ck_known_places_kind', oneOf('kind', PLACE_KINDS))
export class KnownPlaceEntity {
  @ForeignKey(() => PersonEntity, { name: 'fk_known_places_person_id', onDelete: 'CASCADE' })
  @Key('uuid')
  personId!: string;
  @Key('text') kind!: PlaceKind;
  @Key('text') placeHash!: string;
  @Now() lastSeenAt!: Date;
}
