import { Controller, Get, Header, Param } from '@nestjs/common';
import { Can } from '../graphql/access.js';
import { found } from '../graphql/refusal.js';
import { ImportSources } from './import-sources.js';

/** Empty tables to fill in, with a row or two that show how. */
@Controller('imports/templates')
export class TemplatesController {
  constructor(private readonly sources: ImportSources) {}

  /** The template of a source, such as `vendors.csv`. */
  @Get(':name.csv')
  @Can('imports:read')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment')
  template(@Param('name') name: string): string {
    const { header, examples } = found(this.sources.named(name)?.template, 'The template');
    return [header, ...examples].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
  }
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
