// Opens pages that `wmt report` wrote in Chromium, at three widths, light and dark and for print, and holds each against axe.
// Nothing may be said on the console, nothing requested, and nothing wider than the window.
//
//   node check.mjs FOLDER_OF_NODE_MODULES FOLDER_OF_SCREENSHOTS PAGE...

import { createRequire } from "node:module";
import { readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, pictures, ...pages] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), "index.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const MOST_BYTES = 5_000_000;
const VIEWS = [320, 768, 1280].flatMap((width) => ["light", "dark"].map((colorScheme) => ({ width, colorScheme })));

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const wrong = [];
for (const file of pages) {
  const size = statSync(file).size;
  if (size > MOST_BYTES) wrong.push(`${file}: ${size} bytes`);
  for (const { width, colorScheme } of VIEWS) {
    const name = `${basename(file)} at ${width}, ${colorScheme}`;
    // axe is put into the page past its policy, which allows no script.
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    page.on("console", (message) => wrong.push(`${name}: console: ${message.text()}`));
    page.on("pageerror", (error) => wrong.push(`${name}: ${error}`));
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) wrong.push(`${name}: request: ${request.url()}`);
    });
    const began = Date.now();
    await page.goto(pathToFileURL(resolve(file)).href);
    const took = Date.now() - began;
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (overflow > 0) wrong.push(`${name}: ${overflow} pixels wider than the window`);
    await page.screenshot({ path: join(pictures, `${basename(file, ".html")}-${width}-${colorScheme}.png`), fullPage: size < 500_000 });
    if (size < 500_000) {
      await page.addScriptTag({ content: axe });
      const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
      const { violations } = await page.evaluate((values) => axe.run({ runOnly: { type: "tag", values } }), tags);
      for (const { id, help, nodes } of violations) {
        wrong.push(`${name}: ${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html).join(" | ")}`);
      }
    }
    console.log(`${name}: opened in ${took} ms`);
    await context.close();
  }
  const context = await browser.newContext({ viewport: { width: 794, height: 1123 } });
  const page = await context.newPage();
  await page.goto(pathToFileURL(resolve(file)).href);
  await page.keyboard.press("Tab");
  const focused = await page.evaluate(() => document.activeElement?.className);
  if (focused !== "skip") wrong.push(`${basename(file)}: the first Tab goes to ${focused}, not to the link that skips`);
  // The policy of the page is in force here: a script of its own would not run.
  await page.emulateMedia({ media: "print" });
  // The width of A4 between its margins.
  await page.setViewportSize({ width: 680, height: 1000 });
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wider > 0) wrong.push(`${basename(file)}: ${wider} pixels wider than a sheet of A4`);
  if (size < 500_000) {
    await page.pdf({ path: join(pictures, `${basename(file, ".html")}.pdf`), format: "A4" });
    await page.screenshot({ path: join(pictures, `${basename(file, ".html")}-print.png`), fullPage: true });
  }
  await context.close();
}
await browser.close();
if (wrong.length > 0) {
  console.error([...new Set(wrong)].join("\n"));
  process.exit(1);
}
