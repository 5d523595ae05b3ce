#include "tests/kernels/criticality/border.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "indicators/kernels/criticality/composites.hpp"
#include "indicators/kernels/criticality/core_dependency.hpp"
#include "indicators/kernels/criticality/dependence_rules.hpp"
#include "indicators/kernels/criticality/economic_importance.hpp"
#include "indicators/kernels/criticality/gdp_at_risk.hpp"
#include "indicators/kernels/criticality/geopolrisk.hpp"
#include "indicators/kernels/criticality/nassar.hpp"
#include "indicators/kernels/criticality/net_import_reliance.hpp"
#include "indicators/kernels/criticality/persistence.hpp"
#include "indicators/kernels/criticality/printed_value.hpp"
#include "indicators/kernels/criticality/supply_risk.hpp"
#include "indicators/kernels/criticality/thresholds.hpp"
#include "indicators/kernels/criticality/trade_risk.hpp"

namespace entangled::testing {
namespace {

using namespace entangled::kernels;

void within(double value, double lower, double upper, const char* what)
{
    require_finite(value, what);
    require(value >= lower && value <= upper, what);
}

void within(const std::optional<double>& value, double lower, double upper, const char* what)
{
    if (value) within(*value, lower, upper, what);
}

void within(const Result<double>& result, double lower, double upper, const char* what)
{
    if (result) within(*result, lower, upper, what);
}

constexpr double largest = std::numeric_limits<double>::max();

std::optional<double> maybe(InputBytes& input, double value)
{
    return input.flag() ? std::optional{value} : std::nullopt;
}

std::vector<double> sized(InputBytes& input, std::size_t size, bool ratios)
{
    std::vector<double> values(input.below(8) == 0 ? input.below(6) : size);
    std::ranges::generate(values, [&] { return ratios ? input.ratio() : input.number(); });
    return values;
}

void try_core_dependency(InputBytes& input)
{
    std::vector<PartnerImports> rows(input.below(8));
    std::ranges::generate(rows, [&] { return PartnerImports{input.number(), static_cast<Partner>(input.below(4))}; });
    const auto found = core_dependency({rows, input.number(), input.number()});
    if (!found) return;
    within(found->concentration, 0.0, 1.0 + 1e-12, "core_dependency: CDI1");
    within(found->extra_share, 0.0, 1.0, "core_dependency: CDI2");
    within(found->imports_to_exports, 0.0, largest, "core_dependency: CDI3");
    const auto rank = dependency_class(*found, {.no_exports = input.flag() ? NoExports::met : NoExports::undecided});
    if (rank) require(rank->met >= 0 && rank->undecided >= 0 && rank->met + rank->undecided <= 3, "dependency_class");
}

void try_persistence(InputBytes& input)
{
    const PersistenceRule rule{input.below(5), input.below(5)};
    std::vector<std::optional<bool>> periods(input.below(9));
    std::ranges::generate(periods, [&] { return input.flag() ? std::optional{input.flag()} : std::nullopt; });
    static_cast<void>(persistent(periods, rule));
    std::vector<PeriodVerdict> verdicts(input.below(9));
    std::ranges::generate(verdicts, [&] {
        return PeriodVerdict{static_cast<std::int64_t>(input.below(12)), input.flag()};
    });
    static_cast<void>(persistent_at(verdicts, static_cast<std::int64_t>(input.below(12)), rule));
}

void try_rules(InputBytes& input)
{
    if (const auto found = geodep({input.numbers(6), input.numbers(6), input.number()})) {
        within(found->import_concentration, 0.0, 1.0 + 1e-12, "geodep");
        within(found->world_concentration, 0.0, 1.0 + 1e-12, "geodep");
        within(found->imports_to_exports, 0.0, largest, "geodep");
    }
    static_cast<void>(single_point_of_failure(input.numbers(6)));
    static_cast<void>(merics_dependence({input.number(), input.number(), input.number(), input.number()}));
    if (const auto found = largest_third_country(input.numbers(6), input.number())) {
        within(found->share, 0.0, largest, "largest_third_country");
        require(found->supplier < 6, "largest_third_country");
    }
    if (const auto found = capacity_shares({input.number(), input.number(), input.number(), input.number()})) {
        within(found->extraction, 0.0, largest, "capacity_shares");
        within(found->processing, 0.0, largest, "capacity_shares");
        within(found->recycling, 0.0, largest, "capacity_shares");
    }
}

void try_supply_risk(InputBytes& input)
{
    SupplyStage stage;
    stage.global_index = maybe(input, input.number());
    stage.eu_index = maybe(input, input.number());
    stage.import_reliance = maybe(input, input.ratio());
    stage.recycling_rate = input.ratio();
    stage.substitution = input.ratio();
    if (const auto risk = supply_risk(stage)) within(risk->value, 0.0, largest, "supply_risk");
    std::vector<std::optional<double>> stages(input.below(5));
    std::ranges::generate(stages, [&] { return maybe(input, input.number()); });
    if (const auto worst = bottleneck(stages)) {
        within(worst->risk, 0.0, largest, "bottleneck");
        require(worst->stage < stages.size(), "bottleneck");
    }
    within(group_mean(input.numbers(6)), 0.0, largest, "group_mean");
    within(import_reliance(input.number(), input.number(), input.number()), 0.0, 1.0, "import_reliance");
    within(recycling_input_rate(input.number(), input.number(), input.number()), 0.0, 1.0, "recycling_input_rate");
}

void try_importance(InputBytes& input)
{
    const std::size_t n = input.below(6);
    const auto shares = sized(input, n, true);
    const auto value_added = sized(input, n, false);
    if (const auto found = economic_importance({shares, value_added, maybe(input, input.number()), input.ratio()})) {
        within(found->weighted_value_added, 0.0, largest, "economic_importance");
        within(found->raw, 0.0, largest, "economic_importance");
        within(found->scaled, 0.0, 60.0, "economic_importance");
    }
    std::vector<Substitute> substitutes(input.below(4));
    std::ranges::generate(substitutes, [&] {
        return Substitute{input.below(5), input.ratio(), input.ratio(), input.ratio(), input.ratio()};
    });
    within(substitution_index(shares, substitutes), 0.0, 1.0, "substitution_index");
    const int decimals = static_cast<int>(input.below(18)) - 1;
    within(as_printed(input.number(), decimals), -largest, largest, "as_printed");
    static_cast<void>(critical(input.number(), input.number(), {{1.0, decimals}, {input.number(), decimals}}));
}

void try_printed(InputBytes& input)
{
    static constexpr std::string_view alphabet = "0123456789,.-><EWNAX %?\xE2\x80\x94\x93\x96\x97\xC2\xA0";
    std::string token;
    for (std::size_t i = input.below(12); i > 0; --i) token += alphabet[input.below(alphabet.size())];
    const auto value = input.flag() ? printed_percent(token) : printed_value(token, maybe(input, input.number()));
    if (value) {
        within(value->lower, -largest, largest, "printed_value");
        within(value->upper, -largest, largest, "printed_value");
        within(value->last_place, 0.0, 1.0, "printed_value");
        if (value->lower && value->upper) require(*value->lower <= *value->upper, "printed_value");
    }
    require_finite(rounding_interval(input.number(), input.number()), "rounding_interval");
    within(trailing_zero_unit(input.number()), 1.0, largest, "trailing_zero_unit");
}

void try_reliance(InputBytes& input)
{
    const MaterialBalance balance{input.number(), input.number(), input.number(), input.number(), input.number()};
    within(apparent_consumption(balance), -largest, largest, "apparent_consumption");
    const double a = input.number();
    const double b = input.number();
    for (const auto& found :
         {net_import_reliance(balance), net_import_reliance(a, b), net_import_reliance_by_trade(a, b)}) {
        if (found) within(found->percent, 0.0, 100.0, "net_import_reliance");
    }
    const Interval first{a, input.number()};
    const Interval second{b, input.number()};
    for (const auto& found :
         {net_import_reliance_bounds(first, second), net_import_reliance_by_trade_bounds(first, second)}) {
        if (!found || !found->percent) continue;
        require_finite(*found->percent, "net_import_reliance_bounds");
        require(found->percent->lower >= 0.0 && found->percent->upper <= 100.0, "net_import_reliance_bounds");
    }
}

void try_nassar(InputBytes& input)
{
    const std::size_t n = input.below(6);
    within(ability_to_supply(input.number()), 0.0, 1.0, "ability_to_supply");
    within(trade_ties(input.number(), input.number(), input.number()), 0.0, largest, "trade_ties");
    within(score_distance(sized(input, n, false), sized(input, n, false)), 0.0, largest, "score_distance");
    within(willingness_to_supply({input.ratio(), input.ratio(), input.ratio()}), 0.0, 1.0, "willingness_to_supply");
    const auto production = sized(input, n, false);
    const auto ability = sized(input, n, true);
    const auto willingness = sized(input, n, true);
    within(disruption_potential({production, ability, willingness}), 0.0, 1.0, "disruption_potential");
    within(trade_exposure(input.number(), input.number()), 0.0, 1.0, "trade_exposure");
    within(trade_exposure(maybe(input, input.number())), 0.0, 1.0, "trade_exposure");
    within(economic_vulnerability({production, sized(input, n, false), sized(input, n, false), input.number()}), 0.0,
           largest, "economic_vulnerability");
    within(rescaled(input.number(), input.number(), input.number()), 0.0, 1.0, "rescaled");
    within(nassar_supply_risk(input.ratio(), input.ratio(), input.ratio()), 0.0, 1.0, "nassar_supply_risk");
}

void try_expected_loss(InputBytes& input)
{
    const ShortfallLoss model{input.ratio(), input.ratio(), input.number(), input.number()};
    std::vector<DisruptionScenario> scenarios(input.below(5));
    std::ranges::generate(scenarios, [&] { return DisruptionScenario{input.ratio(), input.ratio()}; });
    const auto loss = [&](double disruption) { return shortfall_loss(disruption, model); };
    within(gdp_at_risk(scenarios, loss), 0.0, largest, "gdp_at_risk");
    within(shortfall(input.ratio(), input.number(), input.number()), 0.0, 1.0, "shortfall");
}

void try_geopolrisk(InputBytes& input)
{
    const std::size_t n = input.below(6);
    const auto amounts = sized(input, n, false);
    std::vector<std::optional<double>> weights(n);
    std::ranges::generate(weights, [&] { return maybe(input, input.ratio()); });
    if (const auto risk = import_risk({amounts, weights, input.number(), maybe(input, input.ratio())})) {
        within(risk->weighted_imports, 0.0, largest, "import_risk");
        within(risk->imports, 0.0, largest, "import_risk");
        within(risk->value, 0.0, 1.0, "import_risk");
    }
    within(geopolrisk_score(input.ratio(), input.ratio()), 0.0, 1.0, "geopolrisk_score");
    within(geopolrisk_characterisation(input.ratio(), input.number()), 0.0, largest, "geopolrisk_characterisation");
}

void try_composites(InputBytes& input)
{
    within(criticality_magnitude({input.number(), input.number(), input.number()}), 0.0, 100.0, "magnitude");
    within(criticality_potential(input.ratio(), input.ratio(), input.ratio()), 0.0, 1.0, "criticality_potential");
    const std::size_t n = input.below(6);
    const auto flows = input.matrix(n, n);
    const Eigen::VectorXd instability = input.matrix(n, 1);
    const auto risk = trade_risk(flows, instability);
    if (!risk) return;
    require_finite(risk->exposure, "trade_risk");
    for (const auto& importer : risk->importer) within(importer, 0.0, largest, "trade_risk");
}

}  // namespace

void try_criticality(InputBytes& input)
{
    switch (input.below(11)) {
        case 0: return try_core_dependency(input);
        case 1: return try_persistence(input);
        case 2: return try_rules(input);
        case 3: return try_supply_risk(input);
        case 4: return try_importance(input);
        case 5: return try_printed(input);
        case 6: return try_reliance(input);
        case 7: return try_nassar(input);
        case 8: return try_expected_loss(input);
        case 9: return try_geopolrisk(input);
        default: return try_composites(input);
    }
}

}  // namespace entangled::testing
