import { computed, inject, type Signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, type Params } from '@angular/router';

/** How one value stands in the query string; null means: as by default, so left out. */
export interface Param<T> {
  read(raw: string | null): T;
  write(value: T): string | null;
}

/** A free text, for instance a search. */
export const text = (fallback = ''): Param<string> => ({
  read: (raw) => raw ?? fallback,
  write: (value) => (value === fallback ? null : value),
});

/** One of a closed list; anything else in the URL reads as the fallback. */
export const choice = <T extends string>(options: readonly T[], fallback: T): Param<T> => ({
  read: (raw) => options.find((option) => option === raw) ?? fallback,
  write: (value) => (value === fallback ? null : value),
});

/** Any number of a closed list, joined by commas. */
export const choices = <T extends string>(options: readonly T[]): Param<readonly T[]> => ({
  read: (raw) => {
    const chosen = new Set((raw ?? '').split(','));
    return options.filter((option) => chosen.has(option));
  },
  write: (value) => (value.length ? value.join(',') : null),
});

/** A whole number from 0, for instance a page. */
export const whole = (fallback = 0): Param<number> => ({
  read: (raw) => (raw !== null && /^\d{1,9}$/.test(raw) ? Number(raw) : fallback),
  write: (value) => (value === fallback ? null : String(value)),
});

/** Yes, no, or not asked. */
export const maybe = (): Param<boolean | undefined> => ({
  read: (raw) => (raw === 'yes' ? true : raw === 'no' ? false : undefined),
  write: (value) => (value === undefined ? null : value ? 'yes' : 'no'),
});

/** An order: the field, and which way. In the URL `-RESIDUAL` means: largest first. */
export interface Order<F extends string> {
  field: F;
  direction: 'ASC' | 'DESC';
}

/** An order over a closed list of fields. */
export const order = <F extends string>(
  fields: readonly F[],
  fallback: Order<F>,
): Param<Order<F>> => ({
  read: (raw) => {
    const field = fields.find((known) => known === (raw ?? '').replace(/^-/, ''));
    return field ? { field, direction: raw?.startsWith('-') ? 'DESC' : 'ASC' } : fallback;
  },
  write: ({ field, direction }) =>
    field === fallback.field && direction === fallback.direction
      ? null
      : `${direction === 'DESC' ? '-' : ''}${field}`,
});

/** Any `Param`, whatever its value: contravariance rules out `Param<unknown>`. */
interface Shape {
  [name: string]: { read(raw: string | null): unknown; write(value: never): string | null };
}
type Values<S extends Shape> = { [K in keyof S]: ReturnType<S[K]['read']> };

/** A page's view state: one signal a value, and the ways to change it. */
export type UrlState<S extends Shape> = { readonly [K in keyof S]: Signal<Values<S>[K]> } & {
  /** Changes the URL; what is not named stays. `replace`: without a step in the history. */
  set(patch: Partial<Values<S>>, options?: { replace?: boolean }): Promise<void>;
  /** The query parameters that `set` would give, for links. */
  params(patch: Partial<Values<S>>): Params;
  /** Everything named back to its default. */
  reset(...names: (keyof S & string)[]): Promise<void>;
};

/**
 * Binds a page's view state to the query string, so that reload, back and a pasted link give
 * the same view. Names `set`, `params` and `reset` are taken. Call it where `inject` may be called.
 */
export function urlState<S extends Shape>(shape: S): UrlState<S> {
  const route = inject(ActivatedRoute);
  const router = inject(Router);
  const query = toSignal(route.queryParamMap, { requireSync: true });
  // Two changes in one go: the second must not lose the first, which has not arrived yet.
  let pending: Params = {};

  const params = (patch: Partial<Values<S>>): Params =>
    Object.fromEntries(
      Object.entries(patch).map(([name, value]) => [name, shape[name]?.write(value as never)]),
    );
  const go = async (next: Params, replaceUrl: boolean): Promise<void> => {
    const mine = (pending = { ...pending, ...next });
    await router.navigate([], {
      relativeTo: route,
      queryParams: mine,
      queryParamsHandling: 'merge',
      replaceUrl,
    });
    if (pending === mine) pending = {};
  };
  const signals = Object.fromEntries(
    Object.entries(shape).map(([name, param]) => {
      const raw = computed(() => query().get(name));
      return [name, computed(() => param.read(raw()))];
    }),
  );
  return {
    ...signals,
    params,
    set: (patch: Partial<Values<S>>, options?: { replace?: boolean }) =>
      go(params(patch), options?.replace ?? false),
    reset: (...names: string[]) => go(Object.fromEntries(names.map((name) => [name, null])), false),
  } as UrlState<S>;
}
