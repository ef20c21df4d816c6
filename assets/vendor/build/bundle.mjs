// Bundle entry.mjs into one script: node bundle.mjs OUT, which prints the packages it took from.
//
// Vega's packages are read from their sources instead of their prebuilt bundles, so that what no
// chart uses falls away. What the rest names but never calls is replaced by the stand-ins below.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rollup } from "@rollup/wasm-node";
import { minify } from "terser";

const PACKAGES = path.resolve("node_modules");

// Modules left out: the canvas and string renderers, the named colour schemes (a chart states its
// colours), CSV and TopoJSON readers (a chart's data are inline), maps, lassos, easing, and the
// curves other than straight, stepped and monotone. For Voronoi cells we have a short way of our own.
const LEFT_OUT = {
  "vega-scenegraph/src/CanvasRenderer.js": "export default null;",
  "vega-scenegraph/src/HybridHandler.js": "export default null;",
  "vega-scenegraph/src/HybridRenderer.js":
    "export default null; export const setHybridRendererOptions = null;",
  "vega-scenegraph/src/SVGStringRenderer.js": "export default null;",
  "vega-scenegraph/src/path/curves.js": `
    import {
      curveLinear, curveMonotoneX, curveMonotoneY, curveStep, curveStepAfter, curveStepBefore
    } from 'd3-shape';
    const CURVES = {
      'linear': curveLinear,
      'step': curveStep,
      'step-after': curveStepAfter,
      'step-before': curveStepBefore
    };
    export default function curves(type, orientation) {
      if (type === 'monotone') return orientation === 'horizontal' ? curveMonotoneY : curveMonotoneX;
      return CURVES[type] || null;
    }`,
  "vega-scale/src/palettes.js": "export const continuous = {}, discrete = {};",
  "vega-loader/src/formats/dsv.js":
    "export default null; export const delimitedFormat = () => null;",
  "vega-loader/src/formats/topojson.js": "export default null;",
  "vega-functions/src/functions/ease.js": "export const easeFunctions = {};",
  "vega-functions/src/functions/geo.js": unavailable(
    "geoArea",
    "geoBounds",
    "geoCentroid",
    "geoScale",
    "geoTranslate",
  ),
  "vega-functions/src/functions/lasso.js": unavailable(
    "intersectLasso",
    "lassoAppend",
    "lassoPath",
  ),
  "vega-functions/src/functions/shape.js": unavailable("geoShape", "pathShape"),
  "d3-delaunay/dist/d3-delaunay.mjs": readFileSync("cells.mjs", "utf8"),
};

// Two literals of 12 kB list the letters of all scripts; every browser now knows them by name.
const SHORTENED = {
  "vega-expression/src/parser.js": [
    [/(RegexNonAsciiIdentifierStart = )new RegExp\(.*?\)/, "$1/\\p{ID_Start}/u"],
    [/(RegexNonAsciiIdentifierPart = )new RegExp\(.*?\)/, "$1/\\p{ID_Continue}/u"],
  ],
};

function unavailable(...names) {
  return names
    .map((name) => `export function ${name}() { throw Error('${name} is not in this bundle'); }`)
    .join("\n");
}

function named(file) {
  return path.relative(PACKAGES, file).split(path.sep).join("/");
}

function manifest(name) {
  return JSON.parse(readFileSync(path.join(PACKAGES, name, "package.json"), "utf8"));
}

function main(name) {
  const source =
    name.startsWith("vega-") &&
    ["index.browser.js", "index.js"].find((file) => existsSync(path.join(PACKAGES, name, file)));
  if (source) return source;
  const { exports = {}, module } = manifest(name);
  return exports.default || exports["."]?.default || module;
}

const fromSources = {
  name: "from-sources",
  resolveId(name, importer) {
    if (!importer) return path.resolve(name);
    const id = name.startsWith(".")
      ? path.resolve(path.dirname(importer), name)
      : path.join(PACKAGES, name, main(name));
    return { id, moduleSideEffects: false };
  },
  load(file) {
    const name = named(file);
    if (name in LEFT_OUT) return LEFT_OUT[name];
    let code = readFileSync(file, "utf8");
    for (const [pattern, replacement] of SHORTENED[name] || []) {
      if (!pattern.test(code)) throw Error(`${name}: ${pattern} is no longer there`);
      code = code.replace(pattern, replacement);
    }
    // d3 defines its curves by calls that rollup cannot tell to be free of side effects
    return name.startsWith("d3-")
      ? code.replace(/= \(function /g, "= /*@__PURE__*/ (function ")
      : code;
  },
};

const bundle = await rollup({
  input: "entry.mjs",
  plugins: [fromSources],
  onwarn(warning) {
    if (warning.code !== "CIRCULAR_DEPENDENCY") throw Error(warning.message);
  },
});
const {
  output: [{ code, modules }],
} = await bundle.generate({ format: "iife", name: "vega" });
for (const name of Object.keys(LEFT_OUT)) {
  if (!existsSync(path.join(PACKAGES, name))) throw Error(`${name} is no longer there`);
}
const banner = `/*! Part of Vega ${manifest("vega").version}; licences in vega.LICENSES.txt */\n`;
const small = await minify(code, {
  compress: { passes: 2 },
  ecma: 2020,
  format: { comments: false },
});
writeFileSync(process.argv[2], banner + small.code + "\n");

const packages = new Set(
  Object.entries(modules)
    .filter(([file, { renderedLength }]) => renderedLength && named(file)[0] !== ".")
    .filter(([file]) => !named(file).startsWith("d3-delaunay"))
    .map(([file]) => named(file).split("/")[0]),
);
for (const name of [...packages].sort()) console.log(name);
