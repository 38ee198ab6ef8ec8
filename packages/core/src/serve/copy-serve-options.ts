/**
 * Copies the options of a runtime's server, including the properties that they inherit, and replaces some properties.
 *
 * An inherited getter still runs on the original object, because it may read private members of that object.
 */
export function copyServeOptions<T extends object>(options: T, replaced: Partial<T>): T {
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
