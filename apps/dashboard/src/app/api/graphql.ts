/**
 * The only door to the server. In: a typed operation of @chaperone/contract and its variables.
 * Out: signals for reads (`graphqlResource`), promises for writes (`Graphql.mutate`), and a
 * `Failure` with a code for whatever goes wrong. It knows no page and no word of any room.
 */
import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, Injectable, linkedSignal, signal, type Signal } from '@angular/core';
import type { Operation } from '@chaperone/contract';
import { firstValueFrom } from 'rxjs';
import { asFailure, Failure, failureOf, type Reply } from './failure.js';

/** Where the graph is served. */
export const GRAPHQL_URL = '/graphql';

/** A read that follows its variables. */
export interface GraphqlResource<Result> {
  /** The newest good reply; while another page loads, still the one before. */
  readonly value: Signal<Result | undefined>;
  readonly loading: Signal<boolean>;
  /** Set while the newest request has failed. */
  readonly failure: Signal<Failure | undefined>;
  reload(): void;
}

/**
 * Reads `operation` again whenever a signal in `variables` changes; `undefined` means: not yet.
 * Must be called where `inject` may be called.
 */
export function graphqlResource<Result, Variables>(
  operation: Operation<Result, Variables>,
  variables: () => Variables | undefined,
): GraphqlResource<Result> {
  const { round } = inject(Graphql);
  const resource = httpResource<Result>(
    () => {
      round();
      const values = variables();
      return values === undefined
        ? undefined
        : { url: GRAPHQL_URL, method: 'POST', body: bodyOf(operation, values) };
    },
    { parse: (reply) => dataOf<Result>(reply as Reply) },
  );
  const value = linkedSignal<Result | undefined, Result | undefined>({
    source: () => (resource.hasValue() ? resource.value() : undefined),
    computation: (now, before) => now ?? before?.value,
  });
  return {
    value: value.asReadonly(),
    loading: resource.isLoading,
    failure: computed(() => {
      const error = resource.error();
      return error ? asFailure(error) : undefined;
    }),
    reload: () => void resource.reload(),
  };
}

/** One-off requests. Every rejection is a `Failure`. */
@Injectable({ providedIn: 'root' })
export class Graphql {
  private readonly http = inject(HttpClient);
  private readonly rounds = signal(0);
  /** Goes up whenever everything on screen is to be read again. */
  readonly round = this.rounds.asReadonly();

  /** Reads everything on screen again: after a change that no page can foresee. */
  refresh(): void {
    this.rounds.update((round) => round + 1);
  }

  /** Sends a change and gives its reply. */
  mutate<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    return this.send(operation, variables);
  }

  /** Asks once, outside any signal (guards, exports). */
  ask<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    return this.send(operation, variables);
  }

  private async send<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    try {
      const reply = await firstValueFrom(
        this.http.post<Reply>(GRAPHQL_URL, bodyOf(operation, variables)),
      );
      return dataOf<Result>(reply);
    } catch (error) {
      throw asFailure(error);
    }
  }
}

const bodyOf = <Result, Variables>(
  operation: Operation<Result, Variables>,
  variables: Variables,
): { query: string; variables: Variables } => ({ query: operation.toString(), variables });

function dataOf<Result>(reply: Reply): Result {
  const failure = failureOf(reply);
  if (failure) throw failure;
  if (!reply?.data) throw new Failure('INTERNAL', '');
  return reply.data as Result;
}
