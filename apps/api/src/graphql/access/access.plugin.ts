/**
 * Puts the policy before every engine: an operation that asks for something refused is not run at all,
 * and what is given empty is taken out of the document. A verdict is worked out once for a document
 * and a kind of asker, so that what is allowed costs a look-up.
 */
import {
  HeaderMap,
  type ApolloServerPlugin,
  type GraphQLRequestContextDidResolveOperation,
  type GraphQLRequestListener,
  type GraphQLResponse,
} from '@apollo/server';
import {
  GraphQLError,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import type { GraphContext } from '../principal.js';
import { Refusal } from '../refusal.js';
import { policyOf, type Asker, type Tables } from './decide.js';
import { FIELD_TABLE } from './field-table.js';
import { judgeDocument, type Judgement, type Law, type RefusedField } from './judge-document.js';
import { ROLE_TABLE } from './roles.js';

type Format = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
type Asked = GraphQLRequestContextDidResolveOperation<GraphContext>;

/** Kinds of asker remembered for a document: five roles at a browser, and tokens. */
const MOST_REMEMBERED = 64;

export class AccessPlugin implements ApolloServerPlugin<GraphContext> {
  private readonly remembered = new WeakMap<DocumentNode, Map<string, Judgement>>();
  private readonly refused = new WeakMap<object, readonly RefusedField[]>();
  private law: Law | null = null;

  constructor(
    private readonly format: Format,
    private readonly tables: Tables = { roles: ROLE_TABLE, fields: FIELD_TABLE },
  ) {}

  requestDidStart(): Promise<GraphQLRequestListener<GraphContext>> {
    return Promise.resolve(this.listener);
  }

  private readonly listener: GraphQLRequestListener<GraphContext> = {
    didResolveOperation: (asked) => {
      const judgement = this.judge(asked);
      if (!judgement) return Promise.resolve();
      if (judgement.refused.length > 0) this.refused.set(asked.contextValue, judgement.refused);
      else if (judgement.document !== asked.document)
        // what runs from here on is what is allowed
        Object.assign(asked, { document: judgement.document, operation: judgement.operation });
      return Promise.resolve();
    },
    responseForOperation: ({ contextValue }) => {
      const refused = this.refused.get(contextValue);
      return Promise.resolve(refused ? this.refusal(refused) : null);
    },
  };

  /** Null where the document has no operation of the name asked for: nothing will run. */
  private judge({ document, operation, schema, contextValue }: Asked): Judgement | null {
    if (!operation) return null;
    const asker = contextValue.req.principal ?? null;
    const key = `${operation.name?.value ?? ''} ${kindOf(asker)}`;
    let known = this.remembered.get(document);
    if (!known) this.remembered.set(document, (known = new Map()));
    const found = known.get(key);
    if (found) return found;
    const judgement = judgeDocument(this.lawOf(schema), document, operation, asker);
    if (known.size < MOST_REMEMBERED) known.set(key, judgement);
    return judgement;
  }

  private lawOf(schema: GraphQLSchema): Law {
    this.law ??= { schema, decide: policyOf(this.tables), fields: this.tables.fields };
    return this.law;
  }

  private refusal(refused: readonly RefusedField[]): GraphQLResponse {
    const errors = refused.map(({ path, denied }) => {
      const { code, sentence, needs } = denied;
      const error = new GraphQLError(sentence, {
        path: [...path],
        originalError: new Refusal(code, sentence, needs.length > 0 ? { needs } : {}),
      });
      return this.format({ message: sentence, path: [...path] }, error);
    });
    return {
      body: { kind: 'single', singleResult: { data: null, errors } },
      http: { status: undefined, headers: new HeaderMap() },
    };
  }
}

/** Askers of one kind get the same verdict on every document. */
function kindOf(asker: Asker | null): string {
  if (!asker) return 'nobody';
  const { role, via, scopes, stage = 'FULL' } = asker;
  return `${role} ${stage} ${via === 'TOKEN' ? `only ${(scopes ?? []).join()}` : ''}`;
}
