import { Controller, Get, Query, Res } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { Response } from 'express';
import { coerceInputValue, isInputType } from 'graphql';
import { Can, Fresh } from '../graphql/access.js';
import { invalid } from './checks.js';
import type { VendorFilter, VendorSort } from './vendors.args.js';
import { VendorsExportService } from './vendors-export.service.js';

/** Files to take away. */
@Controller('exports')
export class VendorsExportController {
  constructor(
    private readonly module: ModuleRef,
    private readonly service: VendorsExportService,
  ) {}

  /** The list of vendors as CSV: `filter` and `sort` are those of the list, as JSON. */
  @Get('vendors.csv')
  @Can('vendors:read')
  @Fresh('SESSIONS')
  vendors(
    @Query('filter') filter: string | undefined,
    @Query('sort') sort: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const asked = {
      filter: this.input<VendorFilter>('filter', 'VendorFilter', filter),
      sort: this.input<VendorSort[]>('sort', 'VendorSort', sort),
    };
    return this.service.write(asked, response);
  }

  /** Reads a value of the list's own input types, so that the file and the screen cannot differ. */
  private input<T>(field: string, typeName: string, text: string | undefined): T | null {
    if (!text) return null;
    const { schema } = this.module.get(GraphQLSchemaHost, { strict: false });
    const type = schema.getType(typeName);
    if (!isInputType(type)) throw new Error(`${typeName} is no input type`);
    const refuse = (): never => {
      throw invalid(field, `Write ${field} as JSON, as the list of vendors takes it.`);
    };
    const value = parsed(text, refuse);
    if (field === 'sort')
      return (Array.isArray(value) ? value : [value]).map((each) =>
        coerceInputValue(each, type, refuse),
      ) as T;
    return coerceInputValue(value, type, refuse) as T;
  }
}

function parsed(text: string, refuse: () => never): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return refuse();
  }
}
