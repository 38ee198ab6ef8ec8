// An app as the pages about migrating describe it.
import type { NextConfig } from "next";

const config: NextConfig = {};

export default config;
