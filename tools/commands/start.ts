// `npm start`: the product on the user's own data.
import { live } from '../support/lifetime.ts';
import { serve } from '../support/serve.ts';

await live(() => serve('start'), 0);
