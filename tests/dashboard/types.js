#!/usr/bin/env node
"use strict";
// types.js DASHBOARD.json...: each dashboard as a literal of the types of Grafana's foundation SDK, checked by the
// TypeScript compiler. A key or value that the types do not know is an error. A panel has the types of its plugin.

const fs = require("node:fs");
const path = require("node:path");
const ts = require("typescript");

const SDK = path.dirname(require.resolve("@grafana/grafana-foundation-sdk/dashboard")).replace(/[\\/]dashboard$/, "");
const PLUGINS = {
  stat: "stat", table: "table", timeseries: "timeseries", "state-timeline": "statetimeline", text: "text",
};

// Enumerations as the texts that stand in JSON; members that only the SDK's own code uses are left out.
const HEAD = `
import * as dashboard from "${SDK}/dashboard/types.gen";
import * as prometheus from "${SDK}/prometheus/types.gen";
${Object.values(PLUGINS).map((one) => `import * as ${one} from "${SDK}/${one}/types.gen";`).join("\n")}
type Plain<T> = 0 extends 1 & T ? any : T extends string ? \`\${T}\` : T extends number | boolean | null | undefined ? T
  : T extends (infer U)[] ? Plain<U>[] : {[K in keyof T as K extends \`_\${string}\` ? never : K]: Plain<T[K]>};
type Field<F> = Omit<Plain<dashboard.FieldConfig>, "custom"> & {custom?: Partial<Plain<F>>};
type Shown<T extends string, O, F> = Omit<Plain<dashboard.Panel>, "type" | "targets" | "options" | "fieldConfig"> & {
  type: T; targets?: Plain<prometheus.Dataquery>[]; options: Plain<O>;
  fieldConfig?: {defaults: Field<F>; overrides: Plain<dashboard.FieldConfigSource>["overrides"]}};
type Whole = Omit<Plain<dashboard.Dashboard>, "panels">;
`;

/** One declaration for each thing to check, with the name it is reported by. */
function* declarations(model) {
  const {panels, ...whole} = model;
  yield ["the dashboard", "Whole", whole];
  for (const panel of panels) {
    const name = `panel ${panel.id}, ${panel.title}`;
    if (panel.type === "row") {
      yield [name, "Plain<dashboard.RowPanel>", panel];
      continue;
    }
    const plugin = PLUGINS[panel.type];
    if (!plugin) throw new Error(`${name}: ${panel.type} is not among the plugins of tests/dashboard/types.js`);
    const field = plugin === "stat" || plugin === "text" ? "{}" : `${plugin}.FieldConfig`;
    yield [name, `Shown<"${panel.type}", ${plugin}.Options, ${field}>`, panel];
    for (const {id, value} of panel.fieldConfig?.overrides.flatMap((one) => one.properties) ?? []) {
      const isCustom = id.startsWith("custom.");
      const key = isCustom ? id.slice("custom.".length) : id;
      const of = isCustom ? `Plain<${field}>` : "Plain<dashboard.FieldConfig>";
      yield [`${name}, override of ${id}`, `NonNullable<${of}[${JSON.stringify(key)}]>`, value];
    }
  }
}

function main(files) {
  const models = files.map((file) => JSON.parse(fs.readFileSync(file, "utf8")));
  const names = [];
  let text = HEAD;
  const first = text.split("\n").length;
  for (const [name, type, value] of models.flatMap((model) => [...declarations(model)])) {
    text += `export const v${names.length}: ${type} = ${JSON.stringify(value)};\n`;
    names.push(name);
  }
  const source = path.join(SDK, "dashboard_under_test.ts");
  const options = {strict: true, noEmit: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022,
                   module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10};
  const host = ts.createCompilerHost(options);
  const {getSourceFile, fileExists} = host;
  host.getSourceFile = (name, ...rest) =>
    name === source ? ts.createSourceFile(name, text, options.target) : getSourceFile.call(host, name, ...rest);
  host.fileExists = (name) => name === source || fileExists.call(host, name);
  const errors = ts.getPreEmitDiagnostics(ts.createProgram([source], options, host));
  for (const one of errors) {
    const line = one.file?.getLineAndCharacterOfPosition(one.start ?? 0).line ?? 0;
    console.log(`${names[line + 1 - first] ?? "types"}: ${ts.flattenDiagnosticMessageText(one.messageText, "\n  ")}`);
  }
  console.log(`${names.length} values, ${errors.length} errors`);
  process.exitCode = errors.length === 0 ? 0 : 1;
}

main(process.argv.slice(2));
