import { computed, inject, Injectable, signal } from '@angular/core';
import { Router, type CanActivateFn, type CanMatchFn } from '@angular/router';
import {
  RemoveSampleDataDocument,
  SignOutDocument,
  SwitchDemoRoleDocument,
  type SwitchDemoRoleMutationVariables,
  ViewerDocument,
  type ViewerQuery,
} from '@chaperone/contract/identity';
import { Graphql } from './graphql.js';
import { Hurdles } from './hurdles.js';

/** Who is signed in, as the server says. */
export type Viewer = NonNullable<ViewerQuery['viewer']>;

/** The signed-in person: known after `load`, forgotten by `end`. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly graphql = inject(Graphql);
  private readonly hurdles = inject(Hurdles);
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

  /** A request for its own sake: it keeps the session, or finds that there is none any more. */
  async touch(): Promise<void> {
    const { viewer } = await this.graphql.ask(ViewerDocument, {});
    if (viewer?.person) this.known.set(viewer);
    else await this.end();
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

  /**
   * In the demo: goes on as a sample person of another role. The page on screen is asked for anew,
   * since that role may not open it, and everything on it is read again.
   */
  async switchRole(role: SwitchDemoRoleMutationVariables['role']): Promise<void> {
    const { switchDemoRole } = await this.graphql.mutate(SwitchDemoRoleDocument, { role });
    this.known.set(switchDemoRole.viewer ?? null);
    await this.router.navigateByUrl(this.router.url, { onSameUrlNavigation: 'reload' });
    this.graphql.refresh();
  }

  /**
   * The server no longer knows the session. Over a page the reader signs in again, and nothing that
   * stands on it is lost; where no page stands yet, on the sign-in page.
   */
  async end(): Promise<void> {
    const url = this.router.url;
    if (isDoor(url)) return;
    if (this.signedIn()) void this.hurdles.signIn.raise();
    else await this.router.navigate(['/sign-in'], { queryParams: { return: url, ended: true } });
  }

  /**
   * After a sign-in over the page: true where it is the same person, who goes on with what was
   * there. Whatever waited is sent again.
   */
  async resume(): Promise<boolean> {
    const before = this.known()?.person?.id;
    const { viewer } = await this.graphql.knock(ViewerDocument, {});
    if (!viewer?.person || viewer.person.id !== before) return false;
    this.known.set(viewer);
    this.hurdles.clear();
    this.graphql.refresh();
    return true;
  }

  /** Gives the page up and goes to the sign-in page; whatever waited is refused. */
  async leave(): Promise<void> {
    const url = this.router.url;
    this.known.set(null);
    this.hurdles.signIn.settle(false);
    this.hurdles.stepUp.settle(false);
    await this.router.navigate(['/sign-in'], { queryParams: { return: url } });
  }
}

/** Whether the page can be seen without a session. */
const isDoor = (url: string): boolean => /^\/(sign-in|set-up|invitation|reset|enrol)\b/.test(url);

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

/** Lets those on to a page who may do this; for the others the next route of the same path counts. */
export const mayOpen =
  (capability: string): CanMatchFn =>
  async () => {
    const session = inject(Session);
    try {
      await session.load();
    } catch {
      return false;
    }
    return session.can(capability);
  };
