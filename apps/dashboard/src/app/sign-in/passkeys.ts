import { inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { Failure } from '../api/index.js';

/**
 * What this browser does with passkeys. In: the server's options. Out: the answer for the server, or
 * a `Failure` in the reader's words. The library comes when the first passkey is asked for.
 */
@Injectable({ providedIn: 'root' })
export class Passkeys {
  private readonly words = inject(TranslocoService);

  /** Whether this browser has passkeys at all; it has none on a page without TLS. */
  readonly available = typeof PublicKeyCredential === 'function';

  /** Makes a passkey. */
  async create(options: unknown): Promise<unknown> {
    const { startRegistration } = await import('@simplewebauthn/browser');
    return this.orFailure(() =>
      startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON }),
    );
  }

  /** Shows a passkey. */
  async show(options: unknown): Promise<unknown> {
    const { startAuthentication } = await import('@simplewebauthn/browser');
    return this.orFailure(() =>
      startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON }),
    );
  }

  private async orFailure(ask: () => Promise<unknown>): Promise<unknown> {
    try {
      return await ask();
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      const known = name === 'InvalidStateError' ? 'known' : 'cancelled';
      const key = name === 'SecurityError' ? 'address' : known;
      throw new Failure('INVALID', this.words.translate(`signIn.passkeys.${key}`));
    }
  }
}
