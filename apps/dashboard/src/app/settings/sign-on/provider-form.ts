import {
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import { applyEach, form, pattern, required } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { STAFF_ROLES, type StaffRole } from '@chaperone/risk-model';
import {
  SaveIdentityProviderDocument,
  type AdministratorsQuery,
  type ProviderPartsFragment,
} from '@chaperone/contract/settings';
import { Graphql } from '../../api/index.js';
import { WordPipe } from '../../shell/formats.js';
import { FORM_PARTS } from '../../shell/ui/field-errors.js';
import { Icon, Toasts } from '../../shell/ui/index.js';
import { filled } from '../../vendors/forms/entries.js';
import { FormFrame } from '../../vendors/forms/form-frame.js';
import { Say } from '../../vendors/say.js';
import { CopyField } from '../copy-field.js';

const ADDRESS = /^https?:\/\/\S+$/;

const EMPTY = {
  name: '',
  issuer: '',
  clientId: '',
  clientSecret: '',
  roleClaim: '',
  roleMap: [] as readonly { value: string; role: StaffRole }[],
  enforced: false,
  breakGlassId: '',
};

/** What the fields hold; the secret stays empty unless it is to be another one. */
function entriesOf(provider?: ProviderPartsFragment): typeof EMPTY {
  return provider
    ? filled(EMPTY, { ...provider, roleMap: provider.roleMap.map((line) => ({ ...line })) })
    : EMPTY;
}

/** The provider: where it is, what it calls us, which of its words give which role. */
@Component({
  selector: 'ch-provider-form',
  imports: [CopyField, FormFrame, FORM_PARTS, Icon, TranslocoPipe, WordPipe],
  templateUrl: './provider-form.html',
  styleUrl: './provider-form.scss',
})
export class ProviderForm {
  readonly provider = input<ProviderPartsFragment>();
  readonly administrators = input.required<AdministratorsQuery['people']['items']>();
  readonly callback = input.required<string>();
  readonly saved = output();
  readonly closed = output();

  protected readonly roles = STAFF_ROLES;
  protected readonly entries = signal(entriesOf());
  protected readonly form = form(this.entries, (path) => {
    required(path.name);
    required(path.issuer);
    pattern(path.issuer, ADDRESS);
    required(path.clientId);
    applyEach(path.roleMap, (line) => required(line.value));
    required(path.breakGlassId, { when: ({ valueOf }) => valueOf(path.enforced) });
  });
  /** Only who has a second factor here can come in when the provider is away. */
  protected readonly keepers = computed(() =>
    this.administrators().filter(({ factors }) => factors.length > 0),
  );
  private readonly graphql = inject(Graphql);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);
  private started = false;

  constructor() {
    effect(() => {
      const provider = this.provider();
      if (this.started) return;
      this.started = true;
      untracked(() => this.entries.set(entriesOf(provider)));
    });
  }

  protected addLine(): void {
    const line = { value: '', role: 'AUDITOR' as StaffRole };
    this.entries.update((entries) => ({ ...entries, roleMap: [...entries.roleMap, line] }));
  }

  protected dropLine(index: number): void {
    this.entries.update((entries) => ({
      ...entries,
      roleMap: entries.roleMap.filter((_line, at) => at !== index),
    }));
  }

  protected readonly save = async (): Promise<void> => {
    const { clientSecret, roleClaim, roleMap, enforced, breakGlassId, ...facts } = this.entries();
    const input = {
      ...facts,
      enforced,
      ...(clientSecret && { clientSecret }),
      roleClaim: roleClaim.trim() || null,
      roleMap: roleClaim.trim() ? [...roleMap] : [],
      breakGlassId: enforced ? breakGlassId : null,
    };
    await this.graphql.mutate(SaveIdentityProviderDocument, { input });
    this.toasts.show(this.say.text('settings.signOn.saved'));
    this.saved.emit();
  };
}
