/**
 * The contract between server and screen.
 * In: schema.graphql (emitted by the API, committed) and operations/<room>/*.graphql.
 * Out: `@chaperone/contract/<room>`, the typed documents of one room, made by codegen and not
 * committed. It must know neither app.
 */

/**
 * A GraphQL operation by its id, which carries the types of its reply and of its variables.
 * Every `…Document` of a room is one; its text stands in the manifest that the server reads.
 */
export interface Operation<Result, Variables> {
  readonly __meta__?: { readonly hash?: string } | undefined;
  readonly __apiType?: (variables: Variables) => Result;
}
