import type { CorsDecision } from "@fetch-cors/core";
import { createDecider, toError } from "@fetch-cors/core/adapter";
import type { FastifyInstance } from "fastify";
import { corsRequest } from "./cors-request.ts";
import type { CorsArguments, CorsPlugin, CorsPluginOptions } from "./fastify-types.ts";
import { applyDecision } from "./response-headers.ts";
import type { Decide, Proceed } from "./scope.ts";
import { addScope } from "./scopes.ts";

/**
 * A Fastify plugin that applies a CORS policy to the scope that registers it, and to the scopes inside that scope.
 *
 * The plugin answers CORS-preflight requests before any handler runs. Every other request, including a plain OPTIONS
 * request, reaches its route. The CORS headers of the policy override those that hooks, handlers and error handlers
 * set. The innermost scope with a policy decides. For a preflight, this is the scope of the route that the page wants
 * to call.
 *
 * Without options, the plugin uses the public policy `{ origin: "*" }`. A policy that is `undefined` throws, because an
 * unset variable must never allow every origin.
 *
 * @param instance - The scope, which `fastify.register` passes.
 * @param options - The policy and hooks. See `CorsPluginOptions`.
 * @throws {CorsConfigError} When the plugin loads, if the policy options are invalid. Its `issues` list every problem.
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
  // As with fastify-plugin, the plugin runs in the scope that registers it, not in a new scope.
  [Symbol.for("skip-override")]: true,
  [Symbol.for("fastify.display-name")]: "@fetch-cors/fastify",
  [Symbol.for("plugin-meta")]: { name: "@fetch-cors/fastify", fastify: "5.x" },
});

async function registerCors(instance: FastifyInstance, options: Partial<CorsPluginOptions>): Promise<void> {
  const { onError } = options;
  const decide = createDecider<CorsArguments>(policyAndHooks(options));

  const fail = async (error: unknown, args: CorsArguments, proceed: Proceed): Promise<void> => {
    const [, reply] = args;
    if (typeof onError !== "function") return proceed(toError(error));
    try {
      const answer = await onError(error, ...args);
      if (answer !== undefined && !reply.sent) reply.send(answer);
    } catch (failure) {
      proceed(toError(failure));
    }
  };
  const decideRequest: Decide = (request, reply, proceed) => {
    const args: CorsArguments = [request as CorsArguments[0], reply];
    const respond = (decision: CorsDecision): void | Promise<void> => {
      applyDecision(decision, reply);
      if ("error" in decision) return fail(decision.error, args, proceed);
      proceed(undefined, decision.kind === "preflight" ? decision.status : undefined);
    };
    const decision = decide(corsRequest(request.raw), args);
    if (decision instanceof Promise) decision.then(respond);
    else respond(decision);
  };
  addScope(instance, decideRequest, hasFunctions(options));
}

/** Whether a function of the policy, or a hook, receives requests. */
const hasFunctions = ({ policy, ...hooks }: Partial<CorsPluginOptions>): boolean => {
  const { origin } = Object(Object(policy).options ?? policy);
  return [policy, origin, ...Object.values(hooks)].some((value) => typeof value === "function");
};

const OPTIONS = ["policy", "onError", "onDecision"];

/** Returns the arguments for core. If there are no options, Fastify passes an empty object. */
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
