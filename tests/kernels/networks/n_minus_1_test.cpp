#include "indicators/kernels/networks/n_minus_1.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

const std::array<std::size_t, 1> china{0};

}  // namespace

TEST_CASE("gas infrastructure without its largest part covers the peak day", "[kernels][networks]")
{
    // Formula of Regulation (EU) 2017/1938, Annex II, on constructed numbers: 100 x 370 / 350.
    GasInfrastructure gas{
        .entry_points = 300, .production = 40, .storage = 120, .lng = 60, .largest = 150, .peak_demand = 350};
    CHECK(gas_n_minus_1_percent(gas).value() == Approx(105.7143).epsilon(0).margin(5e-5));
    gas.demand_side = 30;
    CHECK(gas_n_minus_1_percent(gas).value() == Approx(115.625).epsilon(1e-14));
    gas.largest = 520;
    CHECK(gas_n_minus_1_percent(gas).value() == 0.0);
}

TEST_CASE("illegal gas infrastructure is an error", "[kernels][networks]")
{
    struct Case {
        std::string what;
        GasInfrastructure gas;
        Errc code;
    };
    const auto c = GENERATE(values<Case>({
        {"negative", {.entry_points = -1, .peak_demand = 1}, Errc::bad_value},
        {"NaN", {.entry_points = nan_value, .peak_demand = 1}, Errc::bad_value},
        {"infinite", {.entry_points = 1, .peak_demand = inf}, Errc::bad_value},
        {"one larger than all", {.entry_points = 1, .largest = 2, .peak_demand = 1}, Errc::bad_value},
        {"no demand", {.entry_points = 1}, Errc::not_identified},
        {"all demand on the demand side", {.peak_demand = 3, .demand_side = 3}, Errc::not_identified},
        {"ratio overflows", {.entry_points = 1e300, .peak_demand = 1e-300}, Errc::bad_value},
        {"sum overflows", {.entry_points = 1e308, .storage = 1e308, .peak_demand = 1}, Errc::bad_value},
    }));
    CAPTURE(c.what);
    CHECK(gas_n_minus_1_percent(c.gas).error().code == c.code);
}

TEST_CASE("gallium outside China, output and capacity", "[kernels][networks]")
{
    // USGS MCS 2026, 2025 estimates in kg: output CN, JP, RU; capacity CN, JP, RU, other.
    const std::vector<double> output{900'000, 3'000, 6'000};
    const std::vector<double> capacity{1'600'000, 10'000, 10'000, 100'000};
    SupplyCut cut{.supply = output, .cut_off = china, .demand = 909'000, .against = DemandLeft::world};
    CHECK(100.0 * coverage_without(cut).value().ratio == Approx(0.990).epsilon(0).margin(5e-4));
    cut.supply = capacity;
    const auto idle_runs = coverage_without(cut).value();
    CHECK(100.0 * idle_runs.ratio == Approx(13.2013).epsilon(0).margin(5e-5));
    CHECK(100.0 * idle_runs.shortfall == Approx(86.7987).epsilon(0).margin(5e-5));
    CHECK(idle_runs.against == DemandLeft::world);
    SECTION("by-product capacity that waits for its feed is not restartable: 2.2, not 13.2 percent (F21)")
    {
        const std::vector<double> restartable{1, 1, 1, 0};
        cut.restartable = restartable;
        CHECK(100.0 * coverage_without(cut).value().ratio == Approx(100.0 * 20.0 / 909.0).epsilon(1e-12));
    }
    SECTION("the rival's own demand leaves with it, if so labelled")
    {
        cut.demand_cut_off = 600'000;
        CHECK(coverage_without(cut).value().ratio == idle_runs.ratio);
        cut.against = DemandLeft::outside;
        const auto outside = coverage_without(cut).value();
        CHECK(outside.ratio == Approx(120.0 / 309.0).epsilon(1e-12));
        CHECK(outside.against == DemandLeft::outside);
    }
}

TEST_CASE("magnesium metal outside China, and outside its friends as well", "[kernels][networks]")
{
    // USGS MCS 2026, kt: capacity CN, US, BR, IL, TR, KZ, RU, IR, other; output 1,083.
    const std::vector<double> capacity{1'480, 64, 22, 34, 15, 21, 81, 6, 42};
    SupplyCut cut{.supply = capacity, .cut_off = china, .demand = 1'083, .against = DemandLeft::world};
    CHECK(100.0 * coverage_without(cut).value().ratio == Approx(26.32).epsilon(0).margin(5e-3));
    const std::array<std::size_t, 5> rivals{6, 7, 5, 0, 0};
    cut.cut_off = rivals;
    CHECK(100.0 * coverage_without(cut).value().ratio == Approx(16.34).epsilon(0).margin(5e-3));
}

TEST_CASE("without the largest supplier and its demand", "[kernels][networks]")
{
    // By hand: 40 left for 100 + 10 - 50 and for 110. A consumer that refines most of its own use hardly hurts others.
    const std::vector<double> supply{60, 30, 10};
    const std::vector<double> demand{50, 30, 20};
    CHECK(coverage_without_largest(supply, demand, 10).value().ratio == Approx(40.0 / 60.0).epsilon(1e-14));
    CHECK(coverage_without_largest(supply, demand, 10, DemandLeft::world).value().ratio ==
          Approx(40.0 / 110.0).epsilon(1e-14));
    SECTION("of equals the one whose loss is worst")
    {
        const std::vector<double> equal{30, 30, 10};
        const auto coverage = coverage_without_largest(equal, demand, 0).value();
        CHECK(coverage.ratio == Approx(40.0 / 70.0).epsilon(1e-14));
        const std::vector<double> mirrored{30, 50, 20};
        CHECK(coverage_without_largest(equal, mirrored, 0).value().ratio == coverage.ratio);
    }
    CHECK(coverage_without_largest(supply, std::vector{1.0}, 0).error().code == Errc::bad_value);
    CHECK(coverage_without_largest(supply, demand, -1).error().code == Errc::bad_value);
    CHECK(coverage_without_largest(supply, demand, nan_value).error().code == Errc::bad_value);
    CHECK(coverage_without_largest({}, {}, 1).error().code == Errc::no_data);
    CHECK(coverage_without_largest(std::vector{5.0}, std::vector{5.0}, 0).error().code == Errc::not_identified);
}

TEST_CASE("coverage has its bounds and symmetries", "[kernels][networks]")
{
    CHECK(rc::check("ratio and shortfall complement each other; order and unit do not matter", [] {
        const auto raw = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 50)));
        const std::vector<double> supply(raw.begin(), raw.end());
        const std::vector<double> mirrored(supply.rbegin(), supply.rend());
        const auto out = *rc::gen::inRange<std::size_t>(0, supply.size());
        const std::array cut_off{out};
        const std::array mirrored_cut{supply.size() - 1 - out};
        const double demand = *rc::gen::inRange(1, 400) / 3.0;
        const auto coverage = coverage_without({.supply = supply, .cut_off = cut_off, .demand = demand}).value();
        RC_ASSERT(coverage.shortfall == std::max(0.0, 1.0 - coverage.ratio));
        const auto same = coverage_without({.supply = mirrored, .cut_off = mirrored_cut, .demand = demand}).value();
        RC_ASSERT(same.ratio == coverage.ratio);
    }));
}

TEST_CASE("illegal cuts are errors", "[kernels][networks]")
{
    // Cases outlive a run of the test, and so must what they refer to.
    static const std::vector<double> one{1.0};
    static const std::vector<double> two{1.0, 1.0};
    static const std::vector<double> bad{nan_value};
    static const std::vector<double> negative{-1.0};
    static const std::vector<double> above{1.5};
    static const std::array<std::size_t, 1> unknown{1};
    struct Case {
        std::string what;
        SupplyCut cut;
        Errc code;
    };
    const auto c = GENERATE(values<Case>({
        {"no suppliers", {.demand = 1}, Errc::no_data},
        {"NaN supply", {.supply = bad, .demand = 1}, Errc::bad_value},
        {"negative supply", {.supply = negative, .demand = 1}, Errc::bad_value},
        {"restartable above 1", {.supply = one, .restartable = above, .demand = 1}, Errc::bad_value},
        {"too many restartable", {.supply = one, .restartable = two, .demand = 1}, Errc::bad_value},
        {"unknown supplier", {.supply = one, .cut_off = unknown, .demand = 1}, Errc::bad_value},
        {"no demand", {.supply = one, .demand = 0}, Errc::bad_value},
        {"infinite demand", {.supply = one, .demand = inf}, Errc::bad_value},
        {"more demand gone than there is", {.supply = one, .demand = 1, .demand_cut_off = 2}, Errc::bad_value},
        {"no demand outside", {.supply = one, .demand = 1, .demand_cut_off = 1}, Errc::not_identified},
        {"ratio overflows", {.supply = one, .demand = 5e-324}, Errc::bad_value},
    }));
    CAPTURE(c.what);
    CHECK(coverage_without(c.cut).error().code == c.code);
}
