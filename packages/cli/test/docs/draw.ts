/** `tsx packages/cli/test/docs/draw.ts`: draws the picture of the README anew. */
import { mkdirSync, writeFileSync } from "node:fs";
import { draw, takePicture } from "./picture.ts";

const file = new URL("../../../../docs/images/check.svg", import.meta.url);
mkdirSync(new URL(".", file), { recursive: true });
writeFileSync(file, draw(await takePicture()));
