const PREFIX = "access-control-";

/** Whether the policy alone decides about this response header. */
export const isAccessControlHeader = (name: string): boolean =>
  // Most names are too short, which is faster to check.
  name.length >= PREFIX.length && name.toLowerCase().startsWith(PREFIX);
