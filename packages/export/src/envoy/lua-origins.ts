import type { OriginPattern } from "../origin-pattern.ts";
import type { PolicyDescription } from "../policy-description.ts";

/** The key of a pattern in the table of Lua: the scheme, and the host or the domain that it is under. */
const keyOf = ({ scheme, subdomains, host }: OriginPattern): string => `${scheme}://${subdomains ? "*." : ""}${host}`;

/** The table of patterns: for each key the ports that it allows. */
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

/** The Lua function `is_allowed`: a lookup for the exact origins, and one for each label of the host for patterns. */
export function luaOrigins(origins: PolicyDescription["origins"], longest: number): string {
  if (origins === "*") return "";
  const { exact, patterns } = origins;
  // A text, because a function of Lua holds 65,536 constants at most.
  const table = `-- The allowed origins
local ORIGINS = {}
for origin in ([==[
${exact.map((origin) => `${origin}\n`).join("")}]==]):gmatch("%S+") do ORIGINS[origin] = true end
`;
  if (patterns.length === 0) return `${table}\nlocal function is_allowed(origin) return ORIGINS[origin] == true end\n`;
  return `${table}
-- The ports that each pattern allows: "" for none in the origin, "*" for every one
local PATTERNS = {
${patternTable(patterns)}}
local DEFAULT_PORTS = { http = ":80", https = ":443" }

-- A port from 1 to 65535 without leading zero, and not the default one of the scheme
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
