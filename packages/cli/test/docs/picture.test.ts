/** The picture of the README shows what the program prints today. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { nginx } from "../../../export/test/servers/programs.ts";
import { versionOf } from "../../../export/test/servers/server-program.ts";
import { draw, takePicture } from "./picture.ts";

const reason = "nginx is not installed, so the picture of the README is not compared: apt-get install nginx-light";

/** The versions of nginx differ from machine to machine. */
const withoutVersion = (text: string): string => text.replace(/nginx\/[\d.]+/g, "nginx");

test("The picture is what the program prints", async ({ skip }) => {
  const isMissing = versionOf(nginx) === undefined;
  if (isMissing && process.env["REQUIRE_PROGRAMS"]) throw new Error(reason);
  if (isMissing) console.warn(reason);
  skip(isMissing, reason);
  const picture = readFileSync(new URL("../../../../docs/images/check.svg", import.meta.url), "utf8");
  expect(withoutVersion(picture)).toBe(withoutVersion(draw(await takePicture())));
});
