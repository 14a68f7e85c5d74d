// `npm run demo`: the product with the sample organisation, on data of its own.
import { live } from '../support/lifetime.ts';
import { serve } from '../support/serve.ts';

await live(() => serve('demo'), 0);
