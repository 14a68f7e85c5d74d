import { computed, inject, Injectable, signal } from '@angular/core';
import { Router, type CanActivateFn } from '@angular/router';
import {
  RemoveSampleDataDocument,
  SignOutDocument,
  ViewerDocument,
  type ViewerQuery,
} from '@chaperone/contract/identity';
import { Graphql } from './graphql.js';

/** Who is signed in, as the server says. */
export type Viewer = NonNullable<ViewerQuery['viewer']>;

/** The signed-in person: known after `load`, forgotten by `end`. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly graphql = inject(Graphql);
  private readonly router = inject(Router);
  private readonly known = signal<Viewer | null>(null);

  readonly viewer = this.known.asReadonly();
  readonly signedIn = computed(() => this.known()?.person != null);

  /** Whether the viewer may do this, for instance 'vendors:write'. The server checks again. */
  can(capability: string): boolean {
    return this.known()?.can.includes(capability) ?? false;
  }

  /** Asks the server once; later calls give what is known. Rejects with a Failure. */
  async load(): Promise<Viewer | null> {
    if (!this.known()) await this.reload();
    return this.known();
  }

  async reload(): Promise<void> {
    const { viewer } = await this.graphql.ask(ViewerDocument, {});
    this.known.set(viewer ?? null);
  }

  async signOut(): Promise<void> {
    await this.graphql.mutate(SignOutDocument, {});
    this.known.set(null);
    await this.router.navigateByUrl('/sign-in');
  }

  async removeSampleData(): Promise<void> {
    await this.graphql.mutate(RemoveSampleDataDocument, {});
    await this.reload();
    this.graphql.refresh();
  }

  /** The server no longer knows the session: to the sign-in page, and back here afterwards. */
  async end(): Promise<void> {
    const url = this.router.url;
    if (isDoor(url)) return;
    this.known.set(null);
    await this.router.navigate(['/sign-in'], { queryParams: { return: url, ended: true } });
  }
}

/** Whether the page can be seen without a session. */
const isDoor = (url: string): boolean => /^\/(sign-in|set-up)\b/.test(url);

/** Lets signed-in people pass and sends the others to the sign-in page. */
export const signedIn: CanActivateFn = async (_route, state) => {
  const session = inject(Session);
  const router = inject(Router);
  try {
    await session.load();
  } catch {
    return router.createUrlTree(['/sign-in'], { queryParams: { return: state.url } });
  }
  if (session.signedIn()) return true;
  return router.createUrlTree(['/sign-in'], {
    queryParams: state.url === '/' ? {} : { return: state.url },
  });
};
