"use strict";
// The 17 rules of dashboard-linter (2026-06), as far as they speak of Prometheus, written again for Node.

const {RATE_INTERVAL, caller, filled, nodes, parsed, selectors} = require("./promql.js");
const UNITS = new Set(require("./units.json").units);

const DESCRIBED = ["stat", "singlestat", "graph", "table", "timeseries", "gauge"];
const QUERIED = ["singlestat", "gauge", "table", "stat", "state-timeline", "timeseries"];

const variables = (dashboard) => dashboard.templating.list;
const dataSources = (dashboard) => variables(dashboard).filter((one) => one.type === "datasource");

function* templateDataSource(dashboard) {
  const found = dataSources(dashboard);
  if (found.length === 0) yield "does not have a templated data source";
  for (const one of found) {
    const isOnly = found.length === 1;
    const names = [`${one.query}_datasource`, ...(isOnly ? ["datasource"] : [])];
    const labels = ["Prometheus data source", ...(isOnly ? ["Data source"] : [])];
    if (!names.includes(one.name)) yield `named '${one.name}'`;
    if (!labels.includes(one.label)) yield `labelled '${one.label}'`;
  }
}

const templateOf = (name, label) => function* (dashboard) {
  const one = variables(dashboard).find((variable) => variable.name === name);
  if (!one) return yield `is missing the ${name} template`;
  if (!["$datasource", "${datasource}"].includes(one.datasource?.uid)) yield `${name} does not use $datasource`;
  if (one.type !== "query") yield `${name} is not a query`;
  if (one.label !== label) yield `${name} is labelled '${one.label}'`;
  if (!one.multi) yield `${name} is not a multi select`;
  if (one.allValue !== ".+") yield `allValue of ${name} is not '.+'`;
};

function* templateLabels(dashboard) {
  for (const one of variables(dashboard).filter((variable) => variable.type === "query")) {
    const [, name, argument] = /^([a-z_]+)\((.+)\)$/.exec(one.query) ?? [];
    if (!["label_names", "label_values", "metrics", "query_result"].includes(name)) {
      yield `${one.name}: '${one.query}' is not a query for labels`;
      continue;
    }
    yield* wrongSyntax(dashboard, argument.replace(/, *\w+$/, ""));
  }
}

function* templateReload(dashboard) {
  for (const one of variables(dashboard)) {
    if (one.type === "query" && one.refresh !== 2) yield `${one.name} is not refreshed when the time range changes`;
  }
}

function* uneditable(dashboard) {
  if (dashboard.editable !== false) yield "is editable";
}

function* panelDataSource(dashboard, panel) {
  if (!["singlestat", "graph", "table", "timeseries"].includes(panel.type)) return;
  const allowed = dataSources(dashboard).flatMap(({name}) => [`$${name}`, `\${${name}}`]);
  if (!allowed.includes(panel.datasource?.uid)) yield `uses the data source '${panel.datasource?.uid}'`;
}

function* panelDescription(_, panel) {
  if (DESCRIBED.includes(panel.type) && !(panel.title && panel.description)) yield "has no title or no description";
}

function* panelUnits(_, panel) {
  if (!["stat", "singlestat", "graph", "table", "timeseries", "gauge"].includes(panel.type)) return;
  const properties = panel.fieldConfig.overrides.flatMap((one) => one.properties);
  if (panel.fieldConfig.defaults.mappings || properties.some(({id}) => id === "mappings")) return;
  const unit = properties.findLast(({id}) => id === "unit")?.value ?? panel.fieldConfig.defaults.unit ?? "";
  if (!UNITS.has(unit)) yield `has the unit '${unit}'`;
}

function* panelTargets(_, panel) {
  if (DESCRIBED.includes(panel.type) && !panel.targets) yield "has no targets";
}

// There is no Loki in these dashboards: its two rules have nothing to look at.
function* noLoki(dashboard, panel, target) {
  const isLoki = target.datasource?.type === "loki" || dataSources(dashboard).some(({query}) => query === "loki");
  if (isLoki) yield "asks Loki";
}

function* wrongSyntax(dashboard, expression) {
  try {
    parsed(filled(expression, variables(dashboard)));
  } catch (error) {
    yield error.message;
  }
}

function* targetPromql(dashboard, panel, target) {
  if (!QUERIED.includes(panel.type)) return;
  if (!target.expr) yield "has no expression";
  yield* wrongSyntax(dashboard, target.expr);
}

function* targetRateInterval(dashboard, panel, target) {
  if (!QUERIED.includes(panel.type)) return;
  const expression = filled(target.expr, variables(dashboard));
  for (const node of nodes(parsed(expression), "MatrixSelector")) {
    const range = expression.slice(node.lastChild.from, node.lastChild.to);
    if (["rate", "irate"].includes(caller(node)) && range !== RATE_INTERVAL) yield `rate over ${range}`;
  }
}

const targetMatcher = (label) => function* (dashboard, _, target) {
  // A variable in a range is no PromQL; the matchers are looked at as they stand.
  const expression = target.expr.replaceAll(/\[\$\w+/g, "[5m");
  for (const {metric, matchers} of selectors(expression)) {
    const found = matchers.some((one) => one.label === label && one.comparison === "=~" && one.value === `$${label}`);
    if (!found) yield `${metric} has no ${label}=~"$${label}"`;
  }
};

function* targetCounters(dashboard, _, target) {
  for (const {metric, node} of selectors(filled(target.expr, variables(dashboard)))) {
    const isRanged = node.parent?.name === "MatrixSelector";
    if (metric.endsWith("_total") && !(isRanged && ["rate", "irate", "increase"].includes(caller(node.parent)))) {
      yield `counter ${metric} is not in rate, irate or increase`;
    }
  }
}

const OF_DASHBOARD = {
  "template-datasource-rule": templateDataSource,
  "template-job-rule": templateOf("job", "Job"),
  "template-instance-rule": templateOf("instance", "Instance"),
  "template-label-promql-rule": templateLabels,
  "template-on-time-change-reload-rule": templateReload,
  "uneditable-dashboard": uneditable,
};
const OF_PANEL = {
  "panel-datasource-rule": panelDataSource,
  "panel-title-description-rule": panelDescription,
  "panel-units-rule": panelUnits,
  "panel-no-targets-rule": panelTargets,
};
const OF_TARGET = {
  "target-logql-rule": noLoki,
  "target-logql-auto-rule": noLoki,
  "target-promql-rule": targetPromql,
  "target-rate-interval-rule": targetRateInterval,
  "target-job-rule": targetMatcher("job"),
  "target-instance-rule": targetMatcher("instance"),
  "target-counter-agg-rule": targetCounters,
};

/** Everything that a rule finds: {rule, panel, what}; `panel` is a title, or empty for the dashboard. */
function findings(dashboard) {
  const found = [];
  const note = (rule, panel, all) => { for (const what of all) found.push({rule, panel, what}); };
  for (const [rule, check] of Object.entries(OF_DASHBOARD)) note(rule, "", check(dashboard));
  for (const panel of dashboard.panels.flatMap((one) => [one, ...(one.panels ?? [])])) {
    for (const [rule, check] of Object.entries(OF_PANEL)) note(rule, panel.title, check(dashboard, panel));
    for (const target of panel.targets ?? []) {
      // What does not parse is the matter of one rule.
      const isSound = [...wrongSyntax(dashboard, target.expr)].length === 0;
      for (const [rule, check] of Object.entries(OF_TARGET)) {
        if (isSound || rule === "target-promql-rule") note(rule, panel.title, check(dashboard, panel, target));
      }
    }
  }
  return found;
}

const RULES = [OF_DASHBOARD, OF_PANEL, OF_TARGET].flatMap(Object.keys);
module.exports = {RULES, findings};
