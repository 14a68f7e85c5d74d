import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { INSTALLATION, type Installation } from '../runtime.js';

const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=Strict';

/**
 * The cookie that holds a session's token. Its name carries the installation, since browsers share
 * cookies between all ports of a host: a demo on 3001 must not sign anybody out of 3000.
 */
@Injectable()
export class SessionCookie {
  readonly name: string;

  constructor(@Inject(INSTALLATION) installation: Installation) {
    this.name = `__Host-sid-${installation.id.replaceAll('-', '').slice(0, 8)}`;
  }

  read(request: Request): string | null {
    for (const part of (request.headers.cookie ?? '').split(';')) {
      const [name, value] = part.trim().split('=', 2);
      if (name === this.name && value) return value;
    }
    return null;
  }

  write(response: Response, token: string): void {
    response.append('Set-Cookie', `${this.name}=${token}; ${ATTRIBUTES}`);
  }

  clear(response: Response): void {
    response.append('Set-Cookie', `${this.name}=; Max-Age=0; ${ATTRIBUTES}`);
  }
}
