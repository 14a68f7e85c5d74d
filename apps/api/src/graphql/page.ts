import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';

/** The longest page; `limits/` refuses a larger `limit` anywhere in a document. */
export const LONGEST_PAGE = 100;

/** Where a page begins and how long it is. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 0, description: 'How many to skip.' })
  offset!: number;

  @Field(() => Int, { defaultValue: 50, description: 'How many at most, up to 100.' })
  limit!: number;
}

/** One page of a list and the size of the whole. */
export interface PageOf<T> {
  items: T[];
  totalCount: number;
}

/** The page type of a list: `class VendorPage extends Page(VendorType, 'VendorPage') {}` or used as it is. */
export function Page<T>(Item: Type<T>, name: string): Type<PageOf<T>> {
  @ObjectType(name, { description: 'One page of the list, and the size of the whole.' })
  class PageType implements PageOf<T> {
    @Field(() => [Item], { description: 'This page.' })
    items!: T[];

    @Field(() => Int, { description: 'How many there are on all pages.' })
    totalCount!: number;
  }
  return PageType;
}
