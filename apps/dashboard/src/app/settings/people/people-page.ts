/**
 * People who work in the product. In: the view in the URL. Out: one page of rows from the server,
 * an invitation, and a dialog about one person. Who may only read sees the list alone.
 */
import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { STAFF_ROLES } from '@chaperone/risk-model';
import {
  PeopleDocument,
  type InvitationPartsFragment,
  type PersonPartsFragment,
} from '@chaperone/contract/settings';
import { graphqlResource, Session } from '../../api/index.js';
import { WordPipe } from '../../shell/formats.js';
import {
  EmptyState,
  Filter,
  Icon,
  ListFrame,
  Moment,
  PageHead,
  SearchBox,
} from '../../shell/ui/index.js';
import { urlState } from '../../shell/url-state.js';
import { withoutWord, wordChips } from '../../shell/word-filters.js';
import { Say } from '../../vendors/say.js';
import { FactorWords } from './factor-words.js';
import { InviteForm } from './invite-form.js';
import { LinkDialog } from './link-dialog.js';
import { PEOPLE_VIEW, peopleQuestion, PERSON_STATUSES, type PeopleView } from './people-view.js';
import { PersonDialog } from './person-dialog.js';

/** Rows of a page. */
const SIZE = 25;
/** Filters over a list of words, and the list's name under `words`. */
const LISTS = [
  {
    name: 'status',
    label: 'settings.people.status',
    words: 'personStatus',
    values: PERSON_STATUSES,
  },
  { name: 'role', label: 'settings.people.role', words: 'role', values: STAFF_ROLES },
] as const;

@Component({
  imports: [
    EmptyState,
    FactorWords,
    Filter,
    Icon,
    InviteForm,
    LinkDialog,
    ListFrame,
    Moment,
    PageHead,
    PersonDialog,
    SearchBox,
    TranslocoPipe,
    WordPipe,
  ],
  templateUrl: './people-page.html',
  styleUrl: '../settings.scss',
})
export class PeoplePage {
  protected readonly state = urlState(PEOPLE_VIEW);
  protected readonly size = SIZE;
  protected readonly lists = LISTS;
  protected readonly session = inject(Session);
  private readonly say = inject(Say);
  /** Withheld from everybody else: "none" and "never" would be untrue. */
  protected readonly watches = computed(
    () => this.session.can('people:write') || this.session.can('reviews:read'),
  );

  protected readonly inviting = signal(false);
  protected readonly opened = signal<string | undefined>(undefined);
  /** The link that was just made, to be handed over. */
  protected readonly invitation = signal<InvitationPartsFragment | undefined>(undefined);

  protected readonly view = computed<PeopleView>(() => ({
    q: this.state.q(),
    status: this.state.status(),
    role: this.state.role(),
    page: this.state.page(),
  }));
  protected readonly read = graphqlResource(PeopleDocument, () =>
    peopleQuestion(this.view(), SIZE),
  );
  protected readonly found = computed(() => this.read.value()?.people);
  protected readonly person = computed<PersonPartsFragment | undefined>(() =>
    this.found()?.items.find(({ id }) => id === this.opened()),
  );
  protected readonly people = computed(() => this.found()?.items ?? []);
  protected readonly chips = computed(() =>
    wordChips(LISTS, this.view(), (list, value) => this.say.word(list, value)),
  );

  protected search(q: string): void {
    void this.state.set({ q, page: 1 }, { replace: true });
  }

  protected narrow(name: string, values: readonly string[]): void {
    void this.state.set({ [name]: values, page: 1 });
  }

  protected takeOff(key: string): void {
    this.narrow(...withoutWord(this.view(), key));
  }

  protected clear(): void {
    void this.state.reset('q', 'status', 'role', 'page');
  }

  protected made(invitation: InvitationPartsFragment): void {
    this.opened.set(undefined);
    this.invitation.set(invitation);
    this.read.reload();
  }
}
