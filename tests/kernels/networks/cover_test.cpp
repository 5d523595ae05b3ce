#include "indicators/kernels/networks/cover.hpp"

#include <rapidcheck.h>
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

using Days = std::vector<double>;

}  // namespace

TEST_CASE("US gallium stocks last two months", "[kernels][networks]")
{
    // USGS MCS 2026, kg: stocks 3,410 at a use of 18,700 a year (2024), 2,810 at 17,100 (2021).
    CHECK(days_of_cover({.stock = 3'410, .consumption_per_year = 18'700}).value().value() ==
          Approx(66.56).epsilon(0).margin(5e-3));
    CHECK(days_of_cover({.stock = 2'810, .consumption_per_year = 17'100}).value().value() ==
          Approx(59.98).epsilon(0).margin(5e-3));
    // By hand: 100 / (365 - 165 - 100) of a year.
    const StockDraw draw{100, 365, 165, 100};
    CHECK(days_of_cover(draw).value().value() == 365.0);
}

TEST_CASE("a stock that nothing draws on lasts for ever, which is no number", "[kernels][networks]")
{
    // The naive quotient is infinite or negative.
    CHECK_FALSE(days_of_cover({.stock = 5, .consumption_per_year = 10, .domestic_output_per_year = 10}).value());
    CHECK_FALSE(days_of_cover({.stock = 5, .consumption_per_year = 10, .uncut_inflow_per_year = 12}).value());
    CHECK_FALSE(days_of_cover({.stock = 0, .consumption_per_year = 0}).value());
    // Balanced but for rounding: 0.8 - 0.7 - 0.1 is 8.3e-17 in doubles, a naive cover of 4e18 days.
    CHECK_FALSE(days_of_cover({1, 0.3, 0.1, 0.2}).value());
    CHECK_FALSE(days_of_cover({1, 0.8, 0.7, 0.1}).value());
    CHECK(days_of_cover({.stock = 0, .consumption_per_year = 1}).value() == 0.0);
    CHECK(days_of_cover({.stock = 1e300, .consumption_per_year = 1e300}).value() == 365.0);
    CHECK(days_of_cover({.stock = 5e-324, .consumption_per_year = 5e-324}).value() == 365.0);
}

TEST_CASE("illegal stocks are errors", "[kernels][networks]")
{
    const auto draw = GENERATE(values<StockDraw>({{-1, 1, 0, 0},
                                                  {nan_value, 1, 0, 0},
                                                  {1, inf, 0, 0},
                                                  {1, 1, -1, 0},
                                                  {1, 1, 0, nan_value},
                                                  {1, 1, 0, 0, 0.0},
                                                  {1, 1, 0, 0, -365.0},
                                                  {1e300, 1e-300, 0, 0}}));
    CHECK(days_of_cover(draw).error().code == Errc::bad_value);
}

TEST_CASE("inventories shorten a halt tier by tier", "[kernels][networks]")
{
    // Inventory chain by hand, max(0, D - n_1 - ... - n_k).
    CHECK(production_days_lost(10, Days{4, 4, 4}).value() == Days{10, 6, 2, 0});
    CHECK(production_days_lost(10, Days{2, 3, 1}).value() == Days{10, 8, 5, 4});
    CHECK(production_days_lost(30, Days{9, 9, 9}).value() == Days{30, 21, 12, 3});
    CHECK(production_days_lost(7, {}).value() == Days{7});
    CHECK(production_days_lost(0, Days{3}).value() == Days{0, 0});
    CHECK(production_days_lost(1e300, Days{1e300, 5}).value() == Days{1e300, 0, 0});
    CHECK(production_days_lost(-1, {}).error().code == Errc::bad_value);
    CHECK(production_days_lost(nan_value, {}).error().code == Errc::bad_value);
    CHECK(production_days_lost(1, Days{-1}).error().code == Errc::bad_value);
    CHECK(production_days_lost(1, Days{inf}).error().code == Errc::bad_value);
    CHECK(rc::check("never longer downstream, and the order of inventories matters only on the way", [] {
        const double halt = *rc::gen::inRange(0, 100);
        const auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 30));
        const Days inventories(raw.begin(), raw.end());
        const auto lost = production_days_lost(halt, inventories).value();
        const auto mirrored = production_days_lost(halt, Days(inventories.rbegin(), inventories.rend())).value();
        RC_ASSERT(lost.size() == inventories.size() + 1);
        for (std::size_t k = 1; k < lost.size(); ++k) RC_ASSERT(lost[k] <= lost[k - 1] && lost[k] >= 0.0);
        RC_ASSERT(lost.back() == mirrored.back());
    }));
}

TEST_CASE("the coverage gap is what no stock covers", "[kernels][networks]")
{
    CHECK(coverage_gap_days(180, 66.0).value() == 114.0);
    CHECK(coverage_gap_days(30, 66.0).value() == -36.0);
    CHECK_FALSE(coverage_gap_days(180, std::nullopt).value());
    CHECK(coverage_gap_days(-1, 66.0).error().code == Errc::bad_value);
    CHECK(coverage_gap_days(inf, std::nullopt).error().code == Errc::bad_value);
    CHECK(coverage_gap_days(1, nan_value).error().code == Errc::bad_value);
}

TEST_CASE("sensitivity is the shortfall at once, vulnerability the one that stays", "[kernels][networks]")
{
    // USGS MCS 2026, gallium in kg: output outside China at once, all capacity outside China later, of 909,000.
    const auto gallium = cut_shortfalls(909'000, 9'000, 120'000).value();
    CHECK(100.0 * gallium.sensitivity == Approx(99.0099).epsilon(0).margin(5e-5));
    CHECK(100.0 * gallium.vulnerability == Approx(86.7987).epsilon(0).margin(5e-5));
    const auto enough = cut_shortfalls(10, 4, 12).value();
    CHECK(enough.sensitivity == 0.6);
    CHECK(enough.vulnerability == 0.0);
    CHECK(cut_shortfalls(1e-300, 1e300, 0).value().sensitivity == 0.0);
    CHECK(cut_shortfalls(0, 1, 1).error().code == Errc::bad_value);
    CHECK(cut_shortfalls(1, -1, 1).error().code == Errc::bad_value);
    CHECK(cut_shortfalls(1, 1, nan_value).error().code == Errc::bad_value);
    CHECK(cut_shortfalls(inf, 1, 1).error().code == Errc::bad_value);
}
