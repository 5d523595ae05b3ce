#include "tests/kernels/networks/border.hpp"

#include "indicators/kernels/networks/cover.hpp"
#include "indicators/kernels/networks/exposure.hpp"
#include "indicators/kernels/networks/input_output.hpp"
#include "indicators/kernels/networks/max_flow.hpp"
#include "indicators/kernels/networks/n_minus_1.hpp"
#include "indicators/kernels/networks/origin_chain.hpp"
#include "indicators/kernels/networks/removals.hpp"
#include "indicators/kernels/networks/survival.hpp"

#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace entangled::testing {
namespace {

using namespace entangled::kernels;
using testing::require_finite;

void require_ratio(double value, const char* what) { require(value >= 0.0 && value <= 1.0, what); }

void require_finite(const std::optional<double>& value, const char* what)
{
    if (value) require_finite(*value, what);
}

void require_finite(const std::vector<std::optional<double>>& values, const char* what)
{
    for (const auto& value : values) require_finite(value, what);
}

template <class T>
void require_result(const Result<T>& result, const char* what)
{
    if (result) require_finite(*result, what);
}

std::vector<std::size_t> indices(InputBytes& input, std::size_t most, std::size_t limit)
{
    std::vector<std::size_t> found(input.below(most + 1));
    for (std::size_t& index : found) index = input.below(limit + (input.flag() ? 1 : 0));
    return found;
}

std::vector<double> fixed(InputBytes& input, std::size_t size)
{
    std::vector<double> values(size);
    for (double& value : values) value = input.number();
    return values;
}

Eigen::VectorXd vector(InputBytes& input, std::size_t size) { return input.matrix(size, 1); }

/// A table that is mostly legal: otherwise hardly one would get past the checks.
Eigen::MatrixXd table(InputBytes& input, std::size_t rows, std::size_t columns)
{
    Eigen::MatrixXd values = input.matrix(rows, columns);
    if (!input.flag())
        return values.unaryExpr([](double value) { return std::isfinite(value) ? std::abs(value) : 1.0; });
    return values;
}

void try_exposures(InputBytes& input, const Leontief& model, std::size_t size)
{
    const auto country = indices(input, size, 3);
    const SectorGroups by{country, input.below(4)};
    require_result(value_origin_shares(model, by), "value_origin_shares");
    require_result(foreign_value_added_shares(model, vector(input, size).cwiseAbs(), by), "foreign_value_added_shares");
    require_result(face_value_exposure(model, by), "face_value_exposure");
    require_result(look_through_exposure(model, by, LookThrough::production), "look_through_exposure");
    require_result(hidden_exposure_ratios(model, by, input.below(4)), "hidden_exposure_ratios");
    require_result(value_added_in(model, vector(input, size)), "value_added_in");
    require_result(value_added_to(model, input.matrix(size, 2)), "value_added_to");
}

void try_input_output(InputBytes& input)
{
    const std::size_t size = input.below(5);
    const auto flows = table(input, size, size);
    Eigen::VectorXd output = vector(input, size);
    if (input.flag()) output = flows.colwise().sum().transpose().array() * 1.1 + 1.0;
    const auto negative = input.flag() ? NegativeValueAdded::report : NegativeValueAdded::reject;
    const auto model = leontief(flows, output, negative);
    if (!model) return;
    require_finite(model->coefficients, "leontief: A");
    require_finite(model->inverse, "leontief: B");
    require_finite(model->value_origin, "leontief: VB");
    require(model->inverse.minCoeff() >= 0.0, "leontief: B >= 0");
    for (const double sum : model->value_origin.colwise().sum().eval()) {
        require(std::abs(sum - 1.0) <= 1e-8, "leontief: columns of VB sum to 1");
    }
    try_exposures(input, *model, size);
}

void try_tables(InputBytes& input)
{
    const std::size_t size = input.below(4);
    const auto flows = input.matrix(size, size);
    const auto demand = input.matrix(input.flag() ? size : input.below(4), input.below(4));
    require_result(gross_output(flows, demand), "gross_output");
    require_result(gross_exports(flows, demand, indices(input, 3, 3)), "gross_exports");
    require_result(exposure_shares(table(input, input.below(4), input.below(4)), input.below(4)), "exposure_shares");
}

void try_origins(InputBytes& input)
{
    const std::size_t size = input.below(6);
    Eigen::MatrixXd feed = table(input, size, size);
    if (input.flag()) {
        for (auto row : feed.rowwise()) row /= std::max(row.sum(), 1e-9);
    }
    const auto origins = ultimate_origins(fixed(input, size), feed);
    if (!origins) return;
    require_finite(*origins, "ultimate_origins");
    for (const double origin : *origins) require(origin >= 0.0, "ultimate_origins: >= 0");
}

std::optional<SupplyNetwork> some_network(InputBytes& input)
{
    std::vector<SupplyNode> nodes(input.below(9));
    for (auto& node : nodes) {
        node = {input.below(4), static_cast<std::uint32_t>(input.below(3)), input.number()};
        if (!(node.capacity >= 0.0)) node.capacity = -node.capacity;
    }
    std::vector<SupplyLink> links(input.below(20));
    for (auto& link : links) {
        link = {input.below(nodes.size()), input.below(nodes.size()), input.number()};
        if (link.from >= nodes.size() || link.to >= nodes.size()) return std::nullopt;
        if (nodes[link.from].stage > nodes[link.to].stage) std::swap(link.from, link.to);
        if (!(link.capacity >= 0.0)) link.capacity = -link.capacity;
    }
    auto network = SupplyNetwork::make(std::move(nodes), std::move(links));
    if (!network) return std::nullopt;
    return *std::move(network);
}

void try_flows(InputBytes& input)
{
    const auto network = some_network(input);
    if (!network) return;
    const std::size_t size = network->nodes().size();
    require_finite(network->demand(), "demand");
    if (const auto supply = max_flow(*network, indices(input, 3, size))) {
        require_finite(supply->flow, "max_flow");
        require(supply->flow >= 0.0, "max_flow: >= 0");
        require_ratio(supply->resilience, "max_flow: resilience");
        require_ratio(supply->shortfall, "max_flow: shortfall");
        for (const auto& part : supply->upstream.stages) require_finite(part.capacity, "max_flow: stages");
    }
    std::vector<Removal> removals(input.below(4));
    for (auto& removal : removals) removal = indices(input, 3, size);
    const RemovalRun run{.already = indices(input, 2, size)};
    require_result(flows_without(*network, removals, run), "flows_without");
    require_result(flows_without(*network, whole_groups(*network), run), "flows_without: groups");
    require_result(flows_without_pairs(*network, removals, run), "flows_without_pairs");
    if (const auto worst = interdiction(*network, single_nodes(*network), input.below(4), run)) {
        require_finite(worst->flow, "interdiction");
        require_ratio(worst->resilience, "interdiction: resilience");
    }
}

void try_n_minus_1(InputBytes& input)
{
    const GasInfrastructure gas{input.number(), input.number(), input.number(), input.number(),
                                input.number(), input.number(), input.number()};
    require_result(gas_n_minus_1_percent(gas), "gas_n_minus_1_percent");
    const auto supply = input.numbers(5);
    const auto restartable = input.ratios(5);
    const auto cut_off = indices(input, 3, supply.size());
    const auto against = input.flag() ? DemandLeft::world : DemandLeft::outside;
    const auto check = [](const Result<Coverage>& coverage) {
        if (!coverage) return;
        require_finite(coverage->ratio, "coverage");
        require(coverage->ratio >= 0.0, "coverage: >= 0");
        require_ratio(coverage->shortfall, "coverage: shortfall");
    };
    check(coverage_without({supply, input.flag() ? std::span<const double>{restartable} : std::span<const double>{},
                            cut_off, input.number(), input.number(), against}));
    check(coverage_without_largest(supply, fixed(input, supply.size()), input.number(), against));
}

void try_survival(InputBytes& input)
{
    const std::size_t suppliers = input.below(4);
    const std::size_t products = input.below(4);
    SupplyBase base{fixed(input, suppliers), fixed(input, products), fixed(input, products), fixed(input, products),
                    table(input, suppliers, products)};
    for (auto* values : {&base.capacity, &base.demand, &base.stock, &base.unit_loss}) {
        for (double& value : *values) value = input.flag() ? value : std::abs(value);
    }
    std::vector<Disruption> disruptions(input.below(3));
    for (auto& disruption : disruptions) disruption = {indices(input, 2, suppliers), input.number()};
    const auto impacts = disruption_impacts(base, disruptions);
    if (!impacts) return;
    for (const auto& impact : *impacts) {
        require_finite(impact.cost, "disruption: cost");
        require_finite(impact.lost_units, "disruption: lost units");
        require(impact.cost >= 0.0 && impact.lost_units >= 0.0, "disruption: >= 0");
        if (impact.risk_exposure) require_ratio(*impact.risk_exposure, "disruption: risk exposure");
        require_finite(impact.periods_to_survive, "disruption: time to survive");
    }
}

void try_cover(InputBytes& input)
{
    require_result(days_of_cover({input.number(), input.number(), input.number(), input.number(), input.number()}),
                   "days_of_cover");
    if (const auto lost = production_days_lost(input.number(), input.numbers(5))) {
        require_finite(*lost, "production_days_lost");
    }
    const auto cover = input.flag() ? std::optional{input.number()} : std::nullopt;
    require_result(coverage_gap_days(input.number(), cover), "coverage_gap_days");
    if (const auto pair = cut_shortfalls(input.number(), input.number(), input.number())) {
        require_ratio(pair->sensitivity, "cut_shortfalls: sensitivity");
        require_ratio(pair->vulnerability, "cut_shortfalls: vulnerability");
    }
}

}  // namespace

void try_networks(InputBytes& input)
{
    switch (input.below(7)) {
        case 0: return try_input_output(input);
        case 1: return try_tables(input);
        case 2: return try_origins(input);
        case 3: return try_flows(input);
        case 4: return try_n_minus_1(input);
        case 5: return try_survival(input);
        default: return try_cover(input);
    }
}

}  // namespace entangled::testing
