import type { CorsOptions } from "@fetch-cors/core";
import { type Env, Hono } from "hono";

/** Creates an app with its own error handler, mounted at `/own/${name}`. */
export const ownApp = <E extends Env>(name: string): Hono<E> => new Hono<E>().basePath(`/own/${name}`) as Hono<E>;

/** The policy of most apps. */
export const policy = { origin: "https://app.example.com" } as const satisfies CorsOptions<"https://app.example.com">;
