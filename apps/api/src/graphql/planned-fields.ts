import { Extensions } from '@nestjs/graphql';

/** Key under which a field's extensions say that the planner answers it. */
export const PLANNED = 'chaperonePlanned';

/**
 * On a root field whose resolver returns what the planner gave, untouched and looked into by nobody,
 * with the name of the description that it asks for. Such a field may be answered as text.
 */
export const PlannedRoot = (source: string): MethodDecorator => Extensions({ [PLANNED]: source });

/** On a field resolver that only looks up what the planner put on the parent. */
export const PlannedField = (): MethodDecorator => Extensions({ [PLANNED]: true });
