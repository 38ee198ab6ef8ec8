import type { NextConfig } from "next";

const config: NextConfig = {
  // Else Next.js redirects a preflight to /api/users/7/ before any handler runs, and no browser follows that.
  skipTrailingSlashRedirect: true,
};

export default config;
