/**
 * Everything that an administrator does about one person, each with what follows from it. In: the
 * person as last read. Out: changes (the list reads again), and links to be handed over.
 */
import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { STAFF_ROLES, type StaffRole } from '@chaperone/risk-model';
import {
  ChangeRoleDocument,
  DisablePersonDocument,
  EnablePersonDocument,
  InvitePersonDocument,
  ResetFactorsDocument,
  ResetPersonDocument,
  RevokeInvitationDocument,
  type InvitationPartsFragment,
  type PersonPartsFragment,
} from '@chaperone/contract/settings';
import { Graphql, Session } from '../../api/index.js';
import { HistoryPanel } from '../../audit/history-panel.js';
import { MomentPipe, PluralPipe, WordPipe } from '../../shell/formats.js';
import { Dialog, FailureNotice, Toasts } from '../../shell/ui/index.js';
import { Attempt } from '../../sign-in/attempt.js';
import { Say } from '../../vendors/say.js';
import { FactorWords } from './factor-words.js';

/** What can be done about somebody, besides another role. */
type Deed = 'invite' | 'revoke' | 'reset' | 'lostPhone' | 'disable' | 'enable';
const DEEDS: Record<PersonPartsFragment['status'], readonly Deed[]> = {
  INVITED: ['invite', 'revoke'],
  ACTIVE: ['reset', 'lostPhone', 'disable'],
  DISABLED: ['enable'],
};
/** Those that take something away are asked for twice. */
const GRAVE: readonly Deed[] = ['revoke', 'lostPhone', 'disable'];

@Component({
  selector: 'ch-person-dialog',
  imports: [
    Dialog,
    FactorWords,
    FailureNotice,
    HistoryPanel,
    MomentPipe,
    PluralPipe,
    TranslocoPipe,
    WordPipe,
  ],
  templateUrl: './person-dialog.html',
  styleUrl: './person-dialog.scss',
})
export class PersonDialog {
  readonly person = input.required<PersonPartsFragment>();
  readonly changed = output();
  readonly made = output<InvitationPartsFragment>();
  readonly closed = output();

  protected readonly roles = STAFF_ROLES;
  protected readonly grave = GRAVE;
  protected readonly attempt = new Attempt();
  /** The grave deed that waits for a second press. */
  protected readonly asked = signal<Deed | undefined>(undefined);
  protected readonly role = linkedSignal(() => this.person().role as StaffRole);
  protected readonly isViewer = computed(
    () => this.session.viewer()?.person?.id === this.person().id,
  );
  protected readonly leavesAdmin = computed(
    () => this.person().role === 'ADMIN' && this.role() !== 'ADMIN',
  );
  protected readonly deeds = computed(() => DEEDS[this.person().status]);
  private readonly session = inject(Session);
  private readonly graphql = inject(Graphql);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);

  protected asRole(raw: string): void {
    this.role.set(STAFF_ROLES.find((role) => role === raw) ?? this.role());
  }

  protected async changeRole(event: Event): Promise<void> {
    event.preventDefault();
    const { id: personId, rev, name } = this.person();
    const role = this.role();
    const done = await this.attempt.make(() =>
      this.graphql.mutate(ChangeRoleDocument, { personId, role, rev }),
    );
    this.told(done, 'settings.people.roleChanged', { name, role: this.say.word('role', role) });
  }

  protected async act(deed: Deed): Promise<void> {
    if (GRAVE.includes(deed) && this.asked() !== deed) {
      this.asked.set(deed);
      return;
    }
    this.asked.set(undefined);
    const done = await this.attempt.make(() => this.do(deed));
    if (done && typeof done === 'object') this.made.emit(done);
    else this.told(done, `settings.people.did.${deed}`, { name: this.person().name });
  }

  /** True where it is done, and the link where one was made. */
  private async do(deed: Deed): Promise<InvitationPartsFragment | true> {
    const { id: personId, rev, email, name } = this.person();
    const input = { email, name, role: this.person().role as StaffRole };
    switch (deed) {
      case 'invite':
        return (await this.graphql.mutate(InvitePersonDocument, { input })).invitePerson;
      case 'reset':
        return (await this.graphql.mutate(ResetPersonDocument, { personId })).resetPerson;
      case 'lostPhone':
        return (await this.graphql.mutate(ResetFactorsDocument, { personId })).resetFactors;
      case 'revoke':
        await this.graphql.mutate(RevokeInvitationDocument, { personId });
        return true;
      case 'disable':
        await this.graphql.mutate(DisablePersonDocument, { personId, rev });
        return true;
      case 'enable':
        await this.graphql.mutate(EnablePersonDocument, { personId, rev });
        return true;
    }
  }

  private told(done: unknown, key: string, values: Record<string, unknown>): void {
    // whoever was too late sees the newest version beneath what is refused
    this.changed.emit();
    if (done) this.toasts.show(this.say.text(key, values));
  }
}
