import DataLoader from 'dataloader';

const loaders = new WeakMap<object, Map<unknown, DataLoader<unknown, unknown>>>();

/**
 * One batched look-up per request for a field that the planner cannot serve.
 * @param context the request's GraphQL context
 * @param key what the batch is known by within the request (the loading function will do)
 * @param load values for keys, in the keys' order
 */
export function batch<K, V>(
  context: object,
  key: unknown,
  load: (keys: readonly K[]) => Promise<readonly V[]>,
): DataLoader<K, V> {
  const ofRequest = loaders.get(context) ?? new Map<unknown, DataLoader<unknown, unknown>>();
  loaders.set(context, ofRequest);
  const known = ofRequest.get(key);
  if (known) return known as DataLoader<K, V>;
  const loader = new DataLoader<K, V>((keys) => load(keys), { maxBatchSize: 1000 });
  ofRequest.set(key, loader as DataLoader<unknown, unknown>);
  return loader;
}
