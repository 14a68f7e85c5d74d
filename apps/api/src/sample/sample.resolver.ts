import { Mutation, Resolver } from '@nestjs/graphql';
import { Can } from '../graphql/access.js';
import { RemoveSampleService } from './remove-sample.service.js';

@Resolver()
export class SampleResolver {
  constructor(private readonly removing: RemoveSampleService) {}

  @Mutation(() => Boolean, { description: 'Takes the sample data away for good.' })
  @Can('sample:remove')
  async removeSampleData(): Promise<boolean> {
    await this.removing.remove();
    return true;
  }
}
