import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, required } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import {
  ConfirmTotpDocument,
  StartTotpDocument,
  type ConfirmTotpMutation,
  type StartTotpMutation,
} from '@chaperone/contract/sign-in';
import { Graphql } from '../api/index.js';
import { FORM_PARTS, needsMending } from '../shell/ui/field-errors.js';
import { Skeleton } from '../shell/ui/waiting.js';
import { Attempt } from './attempt.js';
import { DoorFailure } from './door-failure.js';
import { FocusFirst } from './focus-first.js';

const GROUP = /.{1,4}/g;

/** An app that shows codes: a picture to scan or a key to type, then a first code. */
@Component({
  selector: 'ch-totp-set-up',
  imports: [DoorFailure, FocusFirst, FORM_PARTS, Skeleton, TranslocoPipe],
  templateUrl: './totp-set-up.html',
  styleUrl: './steps.scss',
})
export class TotpSetUp {
  /** What the button that goes back says; none: there is no way back. */
  readonly back = input('');
  readonly added = output<ConfirmTotpMutation['confirmTotp']>();
  readonly left = output();

  protected readonly attempt = new Attempt();
  protected readonly copied = signal(false);
  private readonly seed = signal<StartTotpMutation['startTotp'] | undefined>(undefined);
  protected readonly secret = computed(() => this.seed()?.secret.match(GROUP)?.join(' '));
  protected readonly uri = computed(() => this.seed()?.uri);
  protected readonly picture = computed(() => {
    const svg = this.seed()?.qrSvg;
    return svg && `data:image/svg+xml,${encodeURIComponent(svg)}`;
  });
  private readonly entries = signal({
    code: '',
    name: inject(TranslocoService).translate('signIn.totp.defaultName'),
  });
  protected readonly form = form(this.entries, (path) => {
    required(path.code);
    required(path.name);
  });
  private readonly graphql = inject(Graphql);

  constructor() {
    void this.start();
  }

  protected async start(): Promise<void> {
    const reply = await this.attempt.make(() => this.graphql.mutate(StartTotpDocument, {}));
    if (reply) this.seed.set(reply.startTotp);
  }

  protected async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.seed()?.secret ?? '');
    this.copied.set(true);
  }

  protected async confirm(event: Event): Promise<void> {
    event.preventDefault();
    if (needsMending(this.form)) return;
    const { code, name } = this.entries();
    const reply = await this.attempt.make(() =>
      this.graphql.mutate(ConfirmTotpDocument, { code: code.replaceAll(/\s/g, ''), name }),
    );
    if (reply) this.added.emit(reply.confirmTotp);
    // the picture on screen is too old to be confirmed
    else if (this.attempt.failure()?.code === 'CONFLICT') this.seed.set(undefined);
  }
}
