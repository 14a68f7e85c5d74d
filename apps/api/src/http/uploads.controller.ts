import { Controller, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Can, type Principal } from '../graphql/access.js';
import { CurrentPrincipal } from '../graphql/principal.js';
import { UploadsService } from './uploads.service.js';

@Controller('uploads')
export class UploadsController {
  constructor(private readonly uploads: UploadsService) {}

  /** Takes a file to be imported and answers with its id. */
  @Post()
  @Can('uploads')
  upload(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @CurrentPrincipal() by: Principal,
  ) {
    return this.uploads.take(request, response, by);
  }
}
