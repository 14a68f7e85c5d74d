/**
 * The only door to the server. In: a typed operation of @chaperone/contract and its variables.
 * Out: signals for reads (`graphqlResource`), promises for writes (`Graphql.mutate`), and a
 * `Failure` with a code for whatever goes wrong. A change that is stopped by a hurdle (a second
 * factor to be shown again, a session that has ended) waits until the reader is over it and is sent
 * again. It knows no page and no word of any room.
 */
import { HttpClient, HttpContext, HttpContextToken, httpResource } from '@angular/common/http';
import { computed, inject, Injectable, linkedSignal, signal, type Signal } from '@angular/core';
import type { Operation } from '@chaperone/contract';
import { firstValueFrom } from 'rxjs';
import { asFailure, Failure, failureOf, type Reply } from './failure.js';
import { Hurdles } from './hurdles.js';

/** Marks a request of somebody who is on the way in: its refusal ends no session. */
export const ON_THE_WAY_IN = new HttpContextToken(() => false);

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
  private readonly hurdles = inject(Hurdles);
  private readonly rounds = signal(0);
  /** Goes up whenever everything on screen is to be read again. */
  readonly round = this.rounds.asReadonly();

  /** Reads everything on screen again: after a change that no page can foresee. */
  refresh(): void {
    this.rounds.update((round) => round + 1);
  }

  /** Sends a change and gives its reply. */
  async mutate<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    try {
      return await this.send(operation, variables);
    } catch (error) {
      if (!(await this.hurdles.over(asFailure(error).code))) throw error;
      return this.send(operation, variables);
    }
  }

  /** Asks once, outside any signal (guards, exports). */
  ask<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    return this.send(operation, variables);
  }

  /** Sends a step of a sign-in: whatever becomes of it, it is no session that has ended. */
  knock<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    return this.send(operation, variables, new HttpContext().set(ON_THE_WAY_IN, true));
  }

  private async send<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
    context = new HttpContext(),
  ): Promise<Result> {
    try {
      const body = bodyOf(operation, variables);
      const reply = await firstValueFrom(this.http.post<Reply>(GRAPHQL_URL, body, { context }));
      return dataOf<Result>(reply);
    } catch (error) {
      throw asFailure(error);
    }
  }
}

const bodyOf = <Result, Variables>(
  operation: Operation<Result, Variables>,
  variables: Variables,
): { documentId: string | undefined; variables: Variables } => ({
  documentId: operation.__meta__?.hash,
  variables,
});

function dataOf<Result>(reply: Reply): Result {
  const failure = failureOf(reply);
  if (failure) throw failure;
  if (!reply?.data) throw new Failure('INTERNAL', '');
  return reply.data as Result;
}
