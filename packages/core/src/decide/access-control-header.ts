const PREFIX = "access-control-";

/**
 * Whether a response header is an `Access-Control-*` header. Only the policy sets these: those that a handler sets are
 * removed.
 */
export const isAccessControlHeader = (name: string): boolean =>
  // Comparing the length first is faster, because most names are too short.
  name.length >= PREFIX.length && name.toLowerCase().startsWith(PREFIX);
