import { MAX_ECHO_LENGTH } from "../echo-regex.ts";
import { MAX_ORIGIN_LENGTH } from "../origin-regex.ts";
import { type PolicyDescription, VARY_OPTIONS, varyOf } from "../policy-description.ts";
import { allowHeadersValue, allowMethodsValue, beforeEcho, exposeHeadersValue } from "../response-headers.ts";
import { luaOrigins } from "./lua-origins.ts";

const table = (values: readonly string[]): string => `{ ${values.map((value) => JSON.stringify(value)).join(", ")} }`;

/** The Lua code of the filter: `envoy_on_request` responds to preflights, and `envoy_on_response` sets headers. */
export const luaFilter = (description: PolicyDescription, name: string): string =>
  [
    luaOrigins(description.origins, MAX_ORIGIN_LENGTH),
    LINES,
    MERGE,
    ...(description.methods.echoes || description.requestHeaders.echoes ? [echo(description)] : []),
    onRequest(description, name),
    onResponse(description, name),
  ]
    .filter(Boolean)
    .join("\n");

const LINES = `-- All lines of a header, joined into one list; nil if there is none
local function value_of(headers, name)
  local lines = {}
  for index = 0, headers:getNumValues(name) - 1 do lines[#lines + 1] = headers:getAtIndex(name, index) end
  return #lines > 0 and table.concat(lines, ", ") or nil
end
`;

const MERGE = `-- Merges two lists of names, without duplicates
local function merge(first, second)
  local merged, seen = {}, {}
  for _, names in ipairs({ first, second }) do
    for _, name in ipairs(names) do
      if not seen[name:lower()] then merged[#merged + 1] = name end
      seen[name:lower()] = true
    end
  end
  return table.concat(merged, ", ")
end
`;

/** The names that a preflight requests, for a policy that echoes them. */
function echo({ requestHeaders }: PolicyDescription): string {
  const isListed = requestHeaders.listed.some((name) => name.toLowerCase() === "authorization");
  return `local TOKEN = "^[!#$%%&'*+.^_\`|~%w-]+$"
-- The wildcard does not cover Authorization
local NEVER_ECHOED = { ["*"] = true${isListed ? "" : ", authorization = true"} }

-- The names in a list that can be echoed; none if one of them is not a token
local function echoed(list)
  local names = {}
  if not list or #list > ${MAX_ECHO_LENGTH} then return names end
  for element in list:gmatch("[^,]+") do
    local name = element:match("^[ \\t]*(.-)[ \\t]*$")
    if name ~= "" then
      if not name:find(TOKEN) then return {} end
      if not NEVER_ECHOED[name:lower()] then names[#names + 1] = name end
    end
  end
  return names
end
`;
}

function onRequest({ origins, preflightStatus }: PolicyDescription, name: string): string {
  const [origin, isAllowed] =
    origins === "*" ? ['"*"', "true"] : ['value_of(headers, "origin")', "origin ~= nil and is_allowed(origin)"];
  return `function envoy_on_request(handle)
  local headers = handle:headers()
  local is_options = headers:get(":method") == "OPTIONS"
  local method = value_of(headers, "access-control-request-method")
  local is_preflight = is_options and method ~= nil and headers:getNumValues("origin") > 0
  local origin = ${origin}
  local metadata = handle:streamInfo():dynamicMetadata()
  metadata:set("${name}", "is_options", is_options)
  metadata:set("${name}", "is_preflight", is_preflight)
  if ${isAllowed} then
    metadata:set("${name}", "origin", origin)
    if is_preflight then
      metadata:set("${name}", "method", method)
      metadata:set("${name}", "headers", value_of(headers, "access-control-request-headers") or "")
      handle:respond({ [":status"] = "${preflightStatus}" }, "")
    end
  elseif is_preflight then
    handle:respond({ [":status"] = "403" }, "")
  end
end
`;
}

function onResponse(description: PolicyDescription, name: string): string {
  const { credentials, exposedHeaders } = description;
  const exposed = exposeHeadersValue(description);
  const expose = exposedHeaders.all
    ? `merge(${table(exposedHeaders.listed)}, names)`
    : exposed && JSON.stringify(exposed);
  return `-- Also runs for preflights, and for errors and redirects from Envoy itself
function envoy_on_response(handle)
  local headers = handle:headers()
  local request = handle:streamInfo():dynamicMetadata():get("${name}") or {}

  local vary = value_of(headers, "vary") or ""
  if not vary:find("^%s*%*%s*$") then
    local names = {}
    for name in vary:gmatch("[^,%s]+") do names[#names + 1] = name end
    local merged = merge(names, request.is_options and ${table(VARY_OPTIONS)} or ${table(varyOf(description))})
    if merged ~= "" then
      headers:remove("vary")
      headers:add("vary", merged)
    end
  end

  -- Remove the CORS headers of the upstream
  local names, stale = {}, {}
  for name in pairs(headers) do
    if name:find("^access%-control%-") then
      stale[#stale + 1] = name
    elseif not name:find("^:") and not name:find("^set%-cookie2?$") then
      names[#names + 1] = name
    end
  end
  for _, name in ipairs(stale) do headers:remove(name) end

  if not request.origin then return end
  headers:add("access-control-allow-origin", request.origin)
${credentials ? '  headers:add("access-control-allow-credentials", "true")\n' : ""}  if request.is_preflight then
${allowLines(description)}    headers:add("access-control-max-age", "${description.maxAge}")
${expose ? `  else\n    headers:add("access-control-expose-headers", ${expose})\n` : ""}  end
end
`;
}

function allowLines(description: PolicyDescription): string {
  const { methods, requestHeaders } = description;
  const allowHeaders = allowHeadersValue(description);
  const listed = `    headers:add("access-control-allow-methods", "${allowMethodsValue(description)}")\n`;
  const methodLines = methods.echoes
    ? `    local method = request.method
    if #method <= ${MAX_ECHO_LENGTH} and method ~= "*" and method:find(TOKEN) then
      headers:add("access-control-allow-methods", "${beforeEcho(methods.listed)}" .. method)
    else
  ${listed}    end
`
    : listed;
  const headerLines = requestHeaders.echoes
    ? `    local allowed = merge(${table(requestHeaders.listed)}, echoed(request.headers))
    if allowed ~= "" then headers:add("access-control-allow-headers", allowed) end
`
    : allowHeaders && `    headers:add("access-control-allow-headers", "${allowHeaders}")\n`;
  return methodLines + headerLines;
}
