import type { OriginPattern } from "../origin-pattern.ts";
import type { PolicyDescription } from "../policy-description.ts";

/** The key of a pattern in the Lua table: the scheme, and the host or the parent domain. */
const keyOf = ({ scheme, subdomains, host }: OriginPattern): string => `${scheme}://${subdomains ? "*." : ""}${host}`;

/** The table of patterns: the allowed ports for each key. */
function patternTable(patterns: readonly OriginPattern[]): string {
  const ports = new Map<string, string[]>();
  for (const pattern of patterns) {
    const suffix = pattern.port === "*" ? "*" : pattern.port && `:${pattern.port}`;
    ports.set(keyOf(pattern), [...(ports.get(keyOf(pattern)) ?? []), suffix]);
  }
  return [...ports]
    .map(([key, suffixes]) => `  ["${key}"] = { ${suffixes.map((suffix) => `["${suffix}"] = true`).join(", ")} },\n`)
    .join("");
}

/** The Lua function `is_allowed`: one lookup for exact origins, and one for each label of the host for patterns. */
export function luaOrigins(origins: PolicyDescription["origins"], longest: number): string {
  if (origins === "*") return "";
  const { exact, patterns } = origins;
  // A string, because a Lua function can have at most 65,536 constants.
  const table = `-- The allowed origins
local ORIGINS = {}
for origin in ([==[
${exact.map((origin) => `${origin}\n`).join("")}]==]):gmatch("%S+") do ORIGINS[origin] = true end
`;
  if (patterns.length === 0) return `${table}\nlocal function is_allowed(origin) return ORIGINS[origin] == true end\n`;
  return `${table}
-- The ports that each pattern allows: "" for an origin without a port, "*" for every port
local PATTERNS = {
${patternTable(patterns)}}
local DEFAULT_PORTS = { http = ":80", https = ":443" }

-- A port from 1 to 65535 without a leading zero, and not the default port of the scheme
local function is_port(scheme, port)
  return port == "" or (#port <= 6 and port:find("^:[1-9]%d*$") ~= nil and tonumber(port:sub(2)) <= 65535
    and port ~= DEFAULT_PORTS[scheme])
end

local function is_under(key, scheme, port)
  local ports = PATTERNS[key]
  return ports ~= nil and (ports[port] == true or (ports["*"] == true and is_port(scheme, port)))
end

local function is_allowed(origin)
  if ORIGINS[origin] then return true end
  if #origin > ${longest} then return false end
  local scheme, host, port = origin:match("^([a-z][a-z0-9+.-]*)://([a-z0-9._-]+)(.*)$")
  if not host then scheme, host, port = origin:match("^([a-z][a-z0-9+.-]*)://(%[[0-9a-f:.]+%])(.*)$") end
  if not host or ("." .. host .. "."):find("..", 1, true) then return false end
  if is_under(scheme .. "://" .. host, scheme, port) then return true end
  for dot in host:gmatch("()%.") do
    if is_under(scheme .. "://*." .. host:sub(dot + 1), scheme, port) then return true end
  end
  return false
end
`;
}
