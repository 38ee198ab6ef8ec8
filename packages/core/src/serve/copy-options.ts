/**
 * Copies options with everything that they inherit, and replaces some of them.
 *
 * An inherited getter still runs on the original options, because it may read their private members.
 */
export function copyOptions<T extends object>(options: T, replaced: Partial<T>): T {
  const getters: PropertyDescriptorMap = {};
  for (let level = parentOf(options); level && level !== Object.prototype; level = parentOf(level)) {
    for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(level))) {
      if (get) getters[name] ??= { get: () => Reflect.get(options, name), configurable: true };
    }
  }
  const own = Object.getOwnPropertyDescriptors({ ...options, ...replaced });
  return Object.create(parentOf(options), { ...getters, ...own });
}

const parentOf = (object: object): object | null => Object.getPrototypeOf(object);
