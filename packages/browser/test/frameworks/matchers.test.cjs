const { createBrowser } = require("@fetch-cors/browser");
const { corsMatchers, isCorsBlock } = require("@fetch-cors/browser/matchers");
const cases = require("./cases.cjs");

cases({ createBrowser, corsMatchers, isCorsBlock });
