// Copies the fonts and their licence beside the built stylesheet.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const from = "node_modules/@fontsource-variable/source-sans-3/";
const to = "../static/look/fonts/";
mkdirSync(to, { recursive: true });
for (const subset of ["latin", "latin-ext"]) {
  for (const style of ["normal", "italic"]) {
    const name = `source-sans-3-${subset}-wght-${style}.woff2`;
    copyFileSync(`${from}files/${name}`, to + name);
  }
}

// The package names its distributor; the OFL asks for the copyright holder (google/fonts, ofl/sourcesans3).
const holder = "© 2023 Adobe (http://www.adobe.com/), with Reserved Font Name ‘Source’\n";
writeFileSync(`${to}LICENSE`, readFileSync(`${from}LICENSE`, "utf8").replace(/^Google Inc\.\s*\n/, holder));
