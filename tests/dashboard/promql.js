"use strict";
// PromQL of a dashboard: variables put in, parsed by Prometheus' own grammar, and looked through.

const {parser} = require("@prometheus-io/lezer-promql");

// A duration that nobody writes stands for $__rate_interval, so that it can be told from others.
const RATE_INTERVAL = "8869990787ms";
const GLOBAL = {__rate_interval: RATE_INTERVAL, __interval: "4867856611ms", __range: "6069770749ms"};

/** The expression with every variable replaced; one that the dashboard does not have is an error. */
function filled(expression, variables) {
  return expression.replace(/\$(?:\{([a-z_]\w*)\}|([a-z_]\w*))/gi, (_, braced, bare) => {
    const name = braced ?? bare;
    if (name in GLOBAL) return GLOBAL[name];
    const variable = variables.find((one) => one.name === name);
    if (!variable) throw new Error(`there is no variable $${name}`);
    return variable.type === "custom" ? variable.current.value : name;
  });
}

/** The syntax tree, or an error that says where the expression goes wrong. */
function parsed(expression) {
  const tree = parser.parse(expression);
  tree.iterate({enter(node) {
    if (!node.type.isError) return;
    throw new Error(`not PromQL at '${expression.slice(node.from, node.from + 20)}' of ${expression}`);
  }});
  return tree;
}

/** Nodes of a type, anywhere in the tree. */
function nodes(tree, type) {
  const found = [];
  tree.iterate({enter(node) { if (node.name === type) found.push(node.node); }});
  return found;
}

/** Metric and matchers of every selector. */
function selectors(expression) {
  return nodes(parsed(expression), "VectorSelector").map((node) => {
    const text = ({from, to}) => expression.slice(from, to);
    const matchers = node.getChild("LabelMatchers")?.getChildren("UnquotedLabelMatcher") ?? [];
    return {
      node,
      metric: text(node.getChild("Identifier") ?? {from: 0, to: 0}),
      matchers: matchers.map((one) => ({
        label: text(one.getChild("LabelName")),
        comparison: text(one.getChild("MatchOp")),
        value: text(one.getChild("StringLiteral")).slice(1, -1),
      })),
    };
  });
}

/** The function that a node is the argument of, in lower case without `_`; empty if it is none. */
function caller(node) {
  for (let at = node.parent; at; at = at.parent) {
    if (at.name === "FunctionCall") return at.getChild("FunctionIdentifier").firstChild.name.toLowerCase();
    if (!["StepInvariantExpr", "OffsetExpr", "FunctionCallBody", "ParenExpr"].includes(at.name)) return "";
  }
  return "";
}

module.exports = {RATE_INTERVAL, caller, filled, nodes, parsed, selectors};
