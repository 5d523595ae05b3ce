#!/usr/bin/env node
"use strict";
// lint.js DASHBOARD.json: what breaks the rules of dashboard-linter, units, and syntax of all queries. The file `.lint`
// beside the dashboard excludes findings, each with its reason; an exclusion that nothing needs is a finding, too.

const fs = require("node:fs");
const path = require("node:path");
const {filled, parsed} = require("./promql.js");
const {RULES, findings} = require("./rules.js");
const UNITS = new Set(require("./units.json").units);

const file = process.argv[2];
const dashboard = JSON.parse(fs.readFileSync(file, "utf8"));
const {exclusions} = JSON.parse(fs.readFileSync(path.join(path.dirname(file), ".lint"), "utf8"));

// Beyond the rules: every unit, also of fields, is an id that Grafana has, or a format of a time.
function* units() {
  for (const panel of dashboard.panels.filter((one) => one.fieldConfig)) {
    const given = [panel.fieldConfig.defaults.unit, ...panel.fieldConfig.overrides.flatMap((one) => one.properties)
      .filter(({id}) => id === "unit").map(({value}) => value)];
    for (const unit of given.filter((one) => one !== undefined)) {
      if (!UNITS.has(unit) && !/^time:[YMDHms: -]+$/.test(unit)) yield {rule: "units", panel: panel.title, what: unit};
    }
  }
}

// Beyond the rules: annotations are queries, too.
function* annotations() {
  for (const one of dashboard.annotations.list.filter(({expr}) => expr)) {
    try {
      parsed(filled(one.expr, dashboard.templating.list));
    } catch (error) {
      yield {rule: "annotations", panel: one.name, what: error.message};
    }
  }
}

const used = new Set();
function isExcluded({rule, panel}) {
  const entries = exclusions[rule]?.entries ?? [];
  const at = entries.findIndex((one) => !one.panel || one.panel === panel);
  if (at >= 0) used.add(`${rule} ${at}`);
  return at >= 0;
}

const left = [...findings(dashboard), ...units(), ...annotations()].filter((one) => !isExcluded(one));
for (const [rule, {reason, entries}] of Object.entries(exclusions)) {
  if (!RULES.includes(rule)) left.push({rule, panel: ".lint", what: "is no rule"});
  entries.forEach((one, at) => {
    if (!reason && !one.reason) left.push({rule, panel: ".lint", what: "has no reason"});
    if (!used.has(`${rule} ${at}`)) left.push({rule, panel: ".lint", what: `excludes nothing: ${JSON.stringify(one)}`});
  });
}
for (const {rule, panel, what} of left) console.log(`${rule}: ${panel}: ${what}`);
console.log(`${RULES.length} rules, ${used.size} exclusions, ${left.length} findings`);
process.exitCode = left.length === 0 ? 0 : 1;
