import { createBrowser } from "@fetch-cors/browser";
import { corsMatchers, isCorsBlock } from "@fetch-cors/browser/matchers";
import cases from "./cases.cjs";

cases({ createBrowser, corsMatchers, isCorsBlock });
