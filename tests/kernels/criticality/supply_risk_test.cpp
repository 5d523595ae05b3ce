#include "indicators/kernels/criticality/supply_risk.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "indicators/kernels/concentration/governance.hpp"
#include "indicators/kernels/criticality/thresholds.hpp"

using namespace entangled;
using namespace entangled::kernels;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
using Stages = std::vector<std::optional<double>>;

/// A row of the results, Grohol and Veeh (2023), Study on the critical raw materials for the EU, final report.
struct Row {
    std::string material;
    double risk, importance;
    std::size_t bottleneck;  ///< 0 extraction, 1 processing
    std::optional<double> extraction, processing;
    bool listed;  ///< on the list of 2023
};

const auto none = std::nullopt;

const std::vector<Row>& printed_rows()
{
    static const std::vector<Row> rows{{"Aggregates", 0.2, 3.2, 0, 0.2, none, false},
                                       {"Baryte", 1.3, 3.5, 0, 1.3, none, true},
                                       {"Boron", 3.6, 3.9, 0, 3.6, 1.4, true},
                                       {"Coking coal", 1.0, 3.1, 0, 1.0, 0.4, true},
                                       {"Fluorspar", 1.1, 3.8, 0, 1.1, none, true},
                                       {"Gypsum", 0.6, 2.7, 0, 0.6, none, false},
                                       {"Hydrogen", 0.5, 2.9, 0, 0.5, 0.3, false},
                                       {"Krypton", 0.7, 3.3, 1, none, 0.7, false},
                                       {"LREE", 3.7, 5.9, 1, 2.81, 3.58, true},
                                       {"Molybdenum", 0.8, 6.7, 0, 0.8, 0.2, false},
                                       {"Natural teak wood", 1.7, 2.4, 0, 1.7, none, false},
                                       {"Perlite", 0.8, 2.5, 0, 0.8, none, false},
                                       {"Potash", 0.7, 6.2, 0, 0.7, none, false},
                                       {"Scandium", 2.4, 3.7, 1, none, 2.4, true},
                                       {"Silver", 0.8, 4.6, 0, 0.8, none, false},
                                       {"Tantalum", 1.3, 4.8, 0, 1.3, none, true},
                                       {"Titanium metal", 1.6, 6.3, 1, 0.5, 1.6, true},
                                       {"Zinc", 0.2, 4.8, 0, 0.2, 0.1, false},
                                       {"Dysprosium", 5.6, 7.8, 1, 5.3, 5.6, true},
                                       {"Gadolinium", 3.3, 3.3, 1, 1.1, 3.3, true},
                                       {"Terbium", 4.9, 6.4, 1, 2.5, 4.9, true},
                                       {"Yttrium", 3.5, 2.9, 1, 1.4, 3.5, true},
                                       {"Neodymium", 4.5, 7.2, 0, 4.5, 3.7, true},
                                       {"Iridium", 3.9, 6.4, 1, none, 3.9, true},
                                       {"Rhodium", 2.4, 8.6, 1, none, 2.4, true}};
    return rows;
}

double risk_of(const SupplyStage& stage) { return supply_risk(stage).value().value; }

}  // namespace

TEST_CASE("the EU blend of world and actual suppliers", "[kernels][criticality]")
{
    // Constructed with the formula of the European Commission (2017): 2.67900.
    const SupplyStage stage{4.15825, 2.45006, .8, .10, .95};
    CHECK(risk_of(stage) == Approx(2.67900).epsilon(0).margin(5e-6));
    CHECK(supply_risk(stage).value().basis == SupplyBasis::blend);
    // Naive code: IR for IR/2 gives 3.26, 1 + EoL gives 3.27, WGI weights without their turn (10 - w for w) give 2.37.
    CHECK((4.15825 * .8 + 2.45006 * .2) * .9 * .95 > 1.2 * risk_of(stage));
    CHECK((4.15825 * .4 + 2.45006 * .6) * 1.1 * .95 > 1.2 * risk_of(stage));
    const double world = .7225 * 4.28 + .01 * 8.13 + .0025 * 7.26;
    const double sources = .36 * 4.28 * 1.1 + .09 * 8.13 + .01 * 7.92 * .8;
    CHECK(risk_of({world, sources, .8, .10, .95}) < .9 * risk_of(stage));
}

TEST_CASE("the blend from suppliers, governance and trade parameters", "[kernels][criticality]")
{
    const std::vector<double> world{.85, .10, .05};
    const std::vector<double> world_weights{5.72, 1.87, 2.74};
    const std::vector<double> eu{.60, .30, .10};
    const std::vector<std::optional<double>> eu_weights{5.72, 1.87, 2.08};
    const std::vector<double> eu_trade{1.1, 1, .8};
    const SupplyStage stage{weighted_herfindahl(world, world_weights).value(),
                            weighted_herfindahl({eu, eu_weights, eu_trade, none}).value().index, .8, .10, .95};
    CHECK(risk_of(stage) == Approx(2.67900).epsilon(0).margin(5e-6));
}

TEST_CASE("with one index only, that index is the supply", "[kernels][criticality]")
{
    // HREE processing is China alone: 5.72 (1 - 0.01) = 5.66, printed 5.6; gadolinium substitutes at 0.59.
    const auto world = supply_risk({.global_index = 5.72, .recycling_rate = .01}).value();
    CHECK(world.value == Approx(5.6628).epsilon(1e-12));
    CHECK(world.basis == SupplyBasis::global_only);
    CHECK(risk_of({.global_index = 5.6, .substitution = .59}) == Approx(3.304).epsilon(1e-12));
    const auto eu = supply_risk({.eu_index = 2.0, .recycling_rate = .5, .substitution = .9}).value();
    CHECK(eu.value == Approx(.9).epsilon(1e-14));
    CHECK(eu.basis == SupplyBasis::eu_only);
    // A net exporter still takes all of the EU's sources, full reliance half of the world's.
    CHECK(risk_of({4.0, 2.0, 0.0}) == 2.0);
    CHECK(risk_of({4.0, 2.0, 1.0}) == 3.0);
}

TEST_CASE("illegal stages", "[kernels][criticality]")
{
    CHECK(supply_risk({}).error().code == Errc::no_data);
    CHECK(supply_risk({4.0, 2.0}).error().code == Errc::no_data);
    CHECK(supply_risk({-1.0, 2.0, .5}).error().code == Errc::bad_value);
    CHECK(supply_risk({inf}).error().code == Errc::bad_value);
    CHECK(supply_risk({4.0, 2.0, 1.01}).error().code == Errc::bad_value);
    CHECK(supply_risk({4.0, none, none, -.1}).error().code == Errc::bad_value);
    CHECK(supply_risk({4.0, none, none, .1, std::nan("")}).error().code == Errc::bad_value);
    CHECK(risk_of({1.7e308, 1.7e308, .5}) > 1e308);
}

TEST_CASE("the published bottleneck is the stage of the largest risk", "[kernels][criticality]")
{
    for (const Row& row : printed_rows()) {
        CAPTURE(row.material);
        const auto found = bottleneck(Stages{row.extraction, row.processing}).value();
        CHECK(found.stage == row.bottleneck);
        CHECK_FALSE(found.tied);
        // The group LREE carries the mean of its members, 3.74, beside its stages' 3.58.
        CHECK((found.risk == row.risk) == (row.material != "LREE"));
    }
}

TEST_CASE("both thresholds give the published list", "[kernels][criticality]")
{
    for (const Row& row : printed_rows()) {
        CAPTURE(row.material);
        CHECK(critical(row.risk, row.importance).value() == row.listed);
    }
}

TEST_CASE("a group's score is the mean of its members", "[kernels][criticality]")
{
    // HREE: Dy Er Eu Gd Ho Lu Tb Tm Yb Y, sums 50.9 and 41.8, printed 5.1 and 4.2. It hides dysprosium, 5.6 and 7.8.
    const std::array risk{5.6, 5.6, 5.6, 3.3, 5.6, 5.6, 4.9, 5.6, 5.6, 3.5};
    const std::array importance{7.8, 3.5, 3.3, 3.3, 3.2, 5.0, 6.4, 3.2, 3.2, 2.9};
    CHECK(group_mean(risk).value() == Approx(5.09).epsilon(1e-14));
    CHECK(group_mean(importance).value() == Approx(4.18).epsilon(1e-14));
    CHECK(as_printed(group_mean(risk).value(), 1).value() == 5.1);
    CHECK(as_printed(group_mean(importance).value(), 1).value() == 4.2);
    CHECK(group_mean({}).error().code == Errc::no_data);
    CHECK(group_mean(std::array{1.0, -1.0}).error().code == Errc::bad_value);
}

TEST_CASE("stages that were not assessed are no stages of zero risk", "[kernels][criticality]")
{
    CHECK(bottleneck(Stages{none, 0.0}).value().stage == 1);
    CHECK(bottleneck(Stages{1.0, 2.0, 2.0}).value().stage == 1);
    CHECK(bottleneck(Stages{1.0, 2.0, 2.0}).value().tied);
    CHECK_FALSE(bottleneck(Stages{1.0, 1.0, 2.0}).value().tied);
    CHECK(bottleneck(Stages{none}).error().code == Errc::no_data);
    CHECK(bottleneck({}).error().code == Errc::no_data);
    CHECK(bottleneck(Stages{1.0, inf}).error().code == Errc::bad_value);
    CHECK(bottleneck(Stages{-1.0}).error().code == Errc::bad_value);
}

TEST_CASE("import reliance is clipped and never full for a net exporter", "[kernels][criticality]")
{
    CHECK(import_reliance(20, 100, 20).value() == .8);
    CHECK(import_reliance(0, 10, 0).value() == 1.0);
    CHECK(import_reliance(10, 5, 5).value() == 0.0);
    // Re-exports: (1 - 5)/(1 + 1 - 5) = 1.33, which naive clipping turns into full reliance.
    CHECK(import_reliance(1, 1, 5).value() == 0.0);
    CHECK(import_reliance(0, 0, 0).error().code == Errc::no_data);
    CHECK(import_reliance(0, 5, 5).error().code == Errc::not_identified);
    CHECK(import_reliance(-1, 5, 5).error().code == Errc::bad_value);
    CHECK(import_reliance(1, inf, 5).error().code == Errc::bad_value);
    CHECK(import_reliance(1e308, 1e308, 0).value() == 0.5);
    CHECK(import_reliance(1e308, 1e-308, 0).value() == 0.0);
}

TEST_CASE("end-of-life recycling input rate", "[kernels][criticality]")
{
    CHECK(recycling_input_rate(10, 80, 20).value() == Approx(.1).epsilon(1e-14));
    CHECK(recycling_input_rate(0, 0, 5).value() == 0.0);
    CHECK(recycling_input_rate(1e308, 1e308, 1e308).value() == 0.5);
    CHECK(recycling_input_rate(0, 0, 0).error().code == Errc::no_data);
    CHECK(recycling_input_rate(2, 1, 1).error().code == Errc::bad_value);
    CHECK(recycling_input_rate(0, std::nan(""), 1).error().code == Errc::bad_value);
}

TEST_CASE("supply risk moves with its parts", "[kernels][criticality]")
{
    REQUIRE(rc::check("between the two indices, falling in recycling", [] {
        const auto ratio = [] { return static_cast<double>(*rc::gen::inRange(0, 101)) / 100.0; };
        SupplyStage stage{10 * ratio(), 10 * ratio(), ratio()};
        const double bare = risk_of(stage);
        RC_ASSERT(bare <= std::max(*stage.global_index, *stage.eu_index) * (1 + 1e-12));
        RC_ASSERT(bare >= std::min(*stage.global_index, *stage.eu_index) * (1 - 1e-12));
        stage.recycling_rate = ratio();
        stage.substitution = ratio();
        RC_ASSERT(risk_of(stage) <= bare);
    }));
}
