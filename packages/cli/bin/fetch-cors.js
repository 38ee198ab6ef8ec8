#!/usr/bin/env node
// Committed, because pnpm links a program only if its file is there when it installs, before anything is built.
import "../dist/main.js";
