/** The fields of the `WorkStore` of Next.js that this package reads. */
interface WorkStore {
  /** For example `/api/users/[id]`. */
  readonly route: string;
  /** Whether the route has `dynamic = "force-static"`. */
  readonly forceStatic?: boolean;
  /** Whether Next.js renders the route ahead of the requests. Next.js 16.4 no longer has this field. */
  readonly isStaticGeneration?: boolean;
}

interface Storage<T> {
  readonly getStore: () => T | undefined;
}

/**
 * Returns the state that Next.js keeps about the current route; `undefined` outside of a route.
 *
 * Next.js attaches it to its own `fetch` for other packages, and exports no function that returns it. Reading it has no
 * effect, whereas reading `request.headers` tells Next.js that the route is dynamic.
 */
export const workStore = (): WorkStore | undefined =>
  (fetch as { readonly __nextGetStaticStore?: () => Storage<WorkStore> }).__nextGetStaticStore?.().getStore();

/**
 * Returns whether Next.js renders a route ahead of the requests: in `next build`, or to revalidate it. `undefined` outside
 * of a route.
 *
 * Since Next.js 16.4 it is derived from the type of the work unit, which is `request` or begins with `prerender`.
 */
export const isRendering = (): boolean | undefined =>
  workStore()?.isStaticGeneration ?? workUnitStore()?.type.startsWith("prerender");

/**
 * Returns the same, and falls back to the request. During a prerender, reading the headers throws, or there are none.
 * With
 * `cacheComponents` reading them also makes the route dynamic, and hides the error that is being handled.
 */
export function isPrerender(request: Request): boolean {
  const isKnown = isRendering();
  if (isKnown !== undefined) return isKnown;
  try {
    return [...request.headers.keys()].length === 0;
  } catch {
    return true;
  }
}

/** Returns the innermost state of Next.js. It is in a global variable whose name ends with the version. */
function workUnitStore(): { readonly type: string } | undefined {
  const isStorage = ({ description }: symbol): boolean => !!description?.startsWith("@next/work-unit-async-storage@");
  const name = Object.getOwnPropertySymbols(globalThis).find(isStorage);
  return (
    name && (globalThis as unknown as Readonly<Record<symbol, Storage<{ readonly type: string }>>>)[name]?.getStore()
  );
}
