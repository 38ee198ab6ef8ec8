import { createGate } from "@fetch-cors/core";
import type { FastifyInstance } from "fastify";
import { corsRequest } from "./cors-request.ts";
import type { CorsArguments, CorsPlugin, CorsPluginOptions } from "./fastify-types.ts";
import { applyDecision } from "./response-headers.ts";
import type { Proceed } from "./scope.ts";
import { addScope } from "./scopes.ts";

/**
 * A Fastify plugin that applies a CORS policy to the scope which it is registered in, and to the scopes inside that one.
 *
 * The plugin answers CORS-preflight requests, before any handler runs. Every other request reaches its route, plain OPTIONS
 * requests too, and the response carries the headers of the policy, whatever hooks, handlers and error handlers set. The
 * innermost scope with a policy decides; for a preflight that is the scope of the route which the page wants to call.
 *
 * Without options the plugin uses the public policy `{ origin: "*" }`. A policy that is `undefined` throws, because an unset
 * variable must never open a server.
 *
 * @param instance - The scope, from `fastify.register`.
 * @param options - The policy, and hooks: see `CorsPluginOptions`.
 * @throws {CorsConfigError} When the plugin loads, if the policy's options cannot be used.
 * @throws {TypeError} When the plugin loads, if an option is unknown or a hook is not a function.
 *
 * @example
 * ```ts
 * import { cors } from "@fetch-cors/fastify";
 * import fastify from "fastify";
 *
 * const app = fastify();
 * app.register(cors, { policy: { origin: "https://app.example.com" } });
 * app.get("/users", async () => ["ada"]);
 *
 * const response = await app.inject({ url: "/users", headers: { origin: "https://app.example.com" } });
 * response.headers["access-control-allow-origin"]; // → "https://app.example.com"
 * ```
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export const cors: CorsPlugin = /* @__PURE__ */ Object.assign(registerCors, {
  // As with fastify-plugin, the plugin belongs to the scope that registers it, and not to a scope of its own.
  [Symbol.for("skip-override")]: true,
  [Symbol.for("fastify.display-name")]: "@fetch-cors/fastify",
  [Symbol.for("plugin-meta")]: { name: "@fetch-cors/fastify", fastify: "5.x" },
});

async function registerCors(instance: FastifyInstance, options: Partial<CorsPluginOptions>): Promise<void> {
  const { onError } = options;
  const enter = createGate<CorsArguments, void, Proceed>(policyAndHooks(options), {
    answer: (decision, [, reply], proceed) => {
      applyDecision(decision, reply);
      proceed(undefined, decision.kind === "preflight" ? decision.status : undefined);
    },
    fail: async (error, decision, args, proceed) => {
      const [, reply] = args;
      applyDecision(decision, reply);
      if (typeof onError !== "function") return proceed(asError(error));
      try {
        const answer = await onError(error, ...args);
        if (answer !== undefined && !reply.sent) reply.send(answer);
      } catch (failure) {
        proceed(asError(failure));
      }
    },
  });
  addScope(instance, (request, reply, proceed) => {
    enter(corsRequest(request.raw), [request as CorsArguments[0], reply], proceed);
  });
}

const OPTIONS = ["policy", "onError", "onDecision"];

/** Fastify passes an empty object if there are no options. */
function policyAndHooks(options: Partial<CorsPluginOptions>): readonly unknown[] {
  const names = Object.keys(options);
  for (const name of names) {
    if (!OPTIONS.includes(name)) {
      const advice = name === "prefix" ? "register cors in a scope with that prefix" : "write { policy: { … } }";
      throw new TypeError(`cors has no option "${name}"; ${advice}`);
    }
  }
  const { policy, ...hooks } = options;
  return names.length === 0 ? [] : [policy, hooks];
}

/** Fastify takes a falsy error for none, and would run the handler. */
const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error("the thrown value is not an Error", { cause: thrown });
