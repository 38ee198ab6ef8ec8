/** Mistakes that break a CORS configuration of Envoy. */
import { describeInstalled } from "../servers/installed.ts";
import { envoy, envoyConfiguration, envoyListener } from "../servers/programs.ts";
import { partOf, type Site } from "../servers/server-program.ts";
import { APP, EVIL, get, POLICY, preflight, testTrap } from "./trap.ts";

const whole = ({ port, upstream }: Site, filters: string): string =>
  envoyConfiguration(envoyListener(port, filters), upstream);

const filterOf = ({ configuration }: Site): string => partOf(configuration, "filter");

/** Lets nothing but GET through without a password. */
const AUTHENTICATION = `- name: authentication
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua
    default_source_code:
      inline_string: |
        function envoy_on_request(handle)
          if handle:headers():get(":method") ~= "GET" then handle:respond({ [":status"] = "401" }, "") end
        end
`;

/** The filter of Envoy itself, with the same policy. It reads its configuration from the virtual host. */
const CORS_FILTER = `- name: envoy.filters.http.cors
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors
`;
const CORS_POLICY = `            - name: all
              typed_per_filter_config:
                envoy.filters.http.cors:
                  "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy
                  allow_origin_string_match: [{ exact: "${APP}" }]
                  allow_methods: "GET, PUT"
                  allow_headers: "content-type"
                  allow_credentials: true
                  max_age: "600"
                  forward_not_matching_preflights: false`;

describeInstalled(envoy, () => {
  testTrap("A filter before this one answers preflights", {
    program: envoy,
    right: (site) => whole(site, `${filterOf(site)}${AUTHENTICATION}`),
    wrong: (site) => whole(site, `${AUTHENTICATION}${filterOf(site)}`),
    requests: [preflight(APP), preflight(EVIL)],
  });

  testTrap(
    "The CORS filter of Envoy sets no Vary, answers a denied preflight with 200, and keeps the upstream's headers",
    {
      program: envoy,
      options: { ...POLICY, origin: [APP], allowedHeaders: ["content-type"] },
      right: (site) => whole(site, filterOf(site)),
      wrong: (site) => whole(site, CORS_FILTER).replace("            - name: all", CORS_POLICY),
      requests: [get(APP), get(EVIL), preflight(EVIL), preflight(APP)],
    },
  );
});
