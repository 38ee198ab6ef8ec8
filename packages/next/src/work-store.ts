/** The fields of the Next.js `WorkStore` that this package reads. */
interface WorkStore {
  /** For example `/api/users/[id]`. */
  readonly route: string;
  /** Whether the route has `dynamic = "force-static"`. */
  readonly forceStatic?: boolean;
  /** Whether Next.js is prerendering the route. Next.js 16.4 no longer has this field. */
  readonly isStaticGeneration?: boolean;
}

interface Storage<T> {
  readonly getStore: () => T | undefined;
}

/**
 * Returns the state that Next.js keeps for the current route, or `undefined` outside a route.
 *
 * Next.js attaches this state to its own `fetch` for other packages, and exports no function that returns it. Reading
 * the state has no side effect, whereas reading `request.headers` makes the route dynamic.
 */
export const workStore = (): WorkStore | undefined =>
  (fetch as { readonly __nextGetStaticStore?: () => Storage<WorkStore> }).__nextGetStaticStore?.().getStore();

/**
 * Returns whether Next.js is prerendering a route, in `next build` or to revalidate the route; `undefined` outside a
 * route.
 *
 * Since Next.js 16.4, the result is derived from the type of the work unit, which is `request` or starts with
 * `prerender`.
 */
export const isRendering = (): boolean | undefined =>
  workStore()?.isStaticGeneration ?? workUnitStore()?.type.startsWith("prerender");

/**
 * Returns the same as `isRendering`, and falls back to the request headers. During a prerender, reading the headers
 * throws, or there are no headers. With `cacheComponents`, reading them also makes the route dynamic, and hides the
 * error that is being handled.
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

/** Returns the innermost Next.js state. It is stored in a global property whose name ends with the version. */
function workUnitStore(): { readonly type: string } | undefined {
  const isStorage = ({ description }: symbol): boolean => !!description?.startsWith("@next/work-unit-async-storage@");
  const name = Object.getOwnPropertySymbols(globalThis).find(isStorage);
  return (
    name && (globalThis as unknown as Readonly<Record<symbol, Storage<{ readonly type: string }>>>)[name]?.getStore()
  );
}
