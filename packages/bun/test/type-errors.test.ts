// The compiler errors for mistakes in a program as `bun init` creates it: with the types of Bun, without those of the
// DOM.
import ts from "typescript";
import { expect, test } from "vitest";
import { onBun } from "./bun.ts";

const MISTAKES: Readonly<Record<string, string>> = {
  "a result that is not a response": '{ fetch: () => "hello" }, policy',
  "the result of a route": '{ routes: { "/": () => "hello" } }, policy',
  "an option of another type": "{ fetch, port: true }, policy",
  "a misspelt option": "{ fetch, idleTimeuot: 10 }, policy",
  "a misspelt option of the policy": '{ fetch }, { orign: "https://app.example.com" }',
  "an origin with a slash": '{ fetch }, { origin: "https://app.example.com/" }',
  "credentials for every origin": '{ fetch }, { origin: "*", credentials: true }',
  "an unset policy": "{ fetch }, undefined",
  "a misspelt hook": '{ fetch }, policy, { onErorr: "throw" }',
  "a misspelt handler of WebSockets": "{ fetch, websocket: { mesage() {} } }, policy",
};

const FILE = onBun("mistakes.ts");
const HEAD = [
  'import { definePolicy, withCors } from "../../src/index.ts";',
  'const policy = definePolicy({ origin: "https://app.example.com" });',
  "const fetch = () => new Response();",
];
const SOURCE = [...HEAD, ...Object.values(MISTAKES).map((args) => `Bun.serve(withCors(${args}));`)].join("\n");

interface Errors {
  /** The line numbers of the errors in the program. */
  readonly lines: readonly number[];
  /** The errors in the types of this package. */
  readonly ownErrors: readonly string[];
}

let known: Errors | undefined;

/** Compiles the program in the first test, because a hook has a shorter timeout. */
function errors(): Errors {
  if (known) return known;
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    lib: ["lib.esnext.d.ts"],
    types: ["bun"],
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => name === FILE || fileExists(name);
  host.readFile = (name) => (name === FILE ? SOURCE : readFile(name));
  host.getSourceFile = (name, ...rest) =>
    name === FILE ? ts.createSourceFile(name, SOURCE, ts.ScriptTarget.ESNext) : getSourceFile(name, ...rest);
  host.getCurrentDirectory = () => onBun("");
  const program = ts.createProgram([FILE], options, host);
  const diagnosticsOf = (name: string) => program.getSemanticDiagnostics(program.getSourceFile(name));
  const lines = diagnosticsOf(FILE).map(({ start = 0 }) => SOURCE.slice(0, start).split("\n").length - 1);
  const ownErrors = ["bun-types.ts", "serve-options.ts"].flatMap((name) =>
    diagnosticsOf(onBun(`../../src/${name}`)).map(({ messageText }) =>
      ts.flattenDiagnosticMessageText(messageText, "\n"),
    ),
  );
  known = { lines, ownErrors };
  return known;
}

test.each(Object.keys(MISTAKES).map((name, index) => [name, index] as const))("%s causes one error", (_, index) => {
  expect(errors().lines.filter((line) => line === HEAD.length + index)).toHaveLength(1);
});

test("the types of this package need no types of the DOM", () => {
  expect(errors().ownErrors).toEqual([]);
});
