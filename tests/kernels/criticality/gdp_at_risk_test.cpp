#include "indicators/kernels/criticality/gdp_at_risk.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Scenarios = std::vector<DisruptionScenario>;

}  // namespace

TEST_CASE("expected loss over scenarios", "[kernels][criticality]")
{
    // By hand, after the skeleton of USGS OFR 2025-1047: spare 0.1 and stocks 0.2 leave 0.7 and 0.2 of 1000 t at 2000
    // $.
    const ShortfallLoss model{.1, .2, 1000, 2000};
    const auto loss = [&](double disruption) { return shortfall_loss(disruption, model); };
    const Scenarios scenarios{{.1, 1.0}, {.05, .5}, {.3, .3}};
    CHECK(gdp_at_risk(scenarios, loss).value() == Approx(.1 * 1.4e6 + .05 * 4e5).epsilon(1e-12));
    CHECK(shortfall(.3, .1, .2).value() == Approx(0).margin(1e-15));
    CHECK(shortfall(.25, .1, .2).value() == 0.0);
}

TEST_CASE("a loss may be a gain", "[kernels][criticality]")
{
    // OFR 2025-1047 reports net gains of up to 33 million USD.
    const auto gain = [](double disruption) -> Result<double> { return -33e6 * disruption; };
    CHECK(gdp_at_risk(Scenarios{{.5, 1}}, gain).value() == -16.5e6);
}

TEST_CASE("illegal scenarios and losses", "[kernels][criticality]")
{
    const auto fine = [](double disruption) -> Result<double> { return disruption; };
    CHECK(gdp_at_risk({}, fine).error().code == Errc::no_data);
    CHECK(gdp_at_risk(Scenarios{{1.1, 1}}, fine).error().code == Errc::bad_value);
    CHECK(gdp_at_risk(Scenarios{{1, std::nan("")}}, fine).error().code == Errc::bad_value);
    CHECK(gdp_at_risk(Scenarios{{1, 1}}, {}).error().code == Errc::bad_value);
    const auto endless = [](double) -> Result<double> { return std::numeric_limits<double>::infinity(); };
    CHECK(gdp_at_risk(Scenarios{{1, 1}}, endless).error().code == Errc::bad_value);
    const auto unknown = [](double) -> Result<double> { return Error{Errc::not_identified, "no equilibrium"}; };
    CHECK(gdp_at_risk(Scenarios{{1, 1}}, unknown).error().code == Errc::not_identified);
    CHECK(shortfall(2, 0, 0).error().code == Errc::bad_value);
    CHECK(shortfall(1, -1, 0).error().code == Errc::bad_value);
    CHECK(shortfall_loss(1, {0, 0, -1, 1}).error().code == Errc::bad_value);
    CHECK(shortfall_loss(1, {0, 0, 1e300, 1e300}).error().code == Errc::bad_value);
}
