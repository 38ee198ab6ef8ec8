import type { NextConfig } from "next";

const config: NextConfig = {
  // Otherwise Next.js redirects a preflight to /api/users/7/ before any handler runs, and browsers do not follow it.
  skipTrailingSlashRedirect: true,
};

export default config;
