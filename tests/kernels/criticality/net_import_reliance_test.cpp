#include "indicators/kernels/criticality/net_import_reliance.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <string>

#include "indicators/kernels/criticality/printed_value.hpp"

using namespace entangled;
using namespace entangled::kernels;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

/// What the digits of a printed whole number leave open, trailing zeros taken as rounding.
Interval of_print(double value) { return rounding_interval(value, trailing_zero_unit(value).value()).value(); }

bool meet(Interval a, Interval b) { return a.lower <= b.upper && b.lower <= a.upper; }

}  // namespace

TEST_CASE("net import reliance of the summaries from consumption and production", "[kernels][criticality]")
{
    // USGS Mineral Commodity Summaries 2026: apparent consumption, domestic production, printed percentage.
    struct Case {
        std::string what;
        double consumption, domestic, percent, printed;
    };
    const auto c = GENERATE(values<Case>({{"rare earths 2025", 27000, 8900, 67.04, 67},
                                          {"rare earths 2024", 9010, 4300, 52.28, 53},
                                          {"cobalt 2024", 7960, 2050, 74.25, 74},
                                          {"aluminium 2024", 5830, 676 + 1560, 61.65, 62},
                                          {"tin 2024", 34600, 8550, 75.29, 75},
                                          {"potash 2024", 6200, 410, 93.39, 94}}));
    CAPTURE(c.what);
    const double percent = net_import_reliance(c.consumption, c.domestic).value().percent.value();
    CHECK(percent == Approx(c.percent).epsilon(0).margin(5.1e-3));
    CHECK(std::abs(percent - c.printed) <= 1.0);
    // Rare earths 2024 miss their print by 0.72; the rounding of the inputs explains it.
    const auto bounds = net_import_reliance_bounds(of_print(c.consumption), of_print(c.domestic)).value();
    CHECK(meet(*bounds.percent, rounding_interval(c.printed, 1).value()));
    CHECK(bounds.net_exporter == std::optional{false});
}

TEST_CASE("net import reliance of the summaries from trade", "[kernels][criticality]")
{
    // USGS Mineral Commodity Summaries 2026: potash 2024, 94; antimony 2024, 86; natural graphite 2021, 100.
    CHECK(net_import_reliance_by_trade(5970 - 150, 6200).value().percent.value() == Approx(93.87).margin(5.1e-3));
    CHECK(net_import_reliance_by_trade(24000 + 4920 - 2690 - 1570, 28600).value().percent.value() ==
          Approx(86.22).margin(5.1e-3));
    // 44,340 over the printed consumption of 44,300 is 100.09.
    CHECK(net_import_reliance_by_trade(53000 - 8660, 44300).value().percent.value() == 100.0);
    const auto potash = net_import_reliance_by_trade_bounds({5965 - 155, 5975 - 145}, {6150, 6250}).value();
    CHECK(meet(*potash.percent, {93.5, 94.5}));
    CHECK(potash.net_exporter == std::optional{false});
}

TEST_CASE("graphite 2021: consumption of a country that mines none", "[kernels][criticality]")
{
    const MaterialBalance balance{.imports = 53000, .exports = 8660};
    CHECK(apparent_consumption(balance).value() == 44340.0);
    CHECK(net_import_reliance(balance).value().percent.value() == 100.0);
}

TEST_CASE("stock changes and old scrap belong to the balance", "[kernels][criticality]")
{
    // By hand: 10 + 5 + 100 - 20 - (-15) = 110, of which 15 are domestic: 95/110.
    const MaterialBalance balance{10, 5, 100, 20, -15};
    CHECK(apparent_consumption(balance).value() == 110.0);
    const double percent = net_import_reliance(balance).value().percent.value();
    CHECK(percent == Approx(100 * 95.0 / 110.0).epsilon(1e-14));
    CHECK(net_import_reliance(110.0, 15.0).value().percent.value() == Approx(percent).epsilon(1e-14));
}

TEST_CASE("a net exporter has no percentage, and zero is not a net exporter", "[kernels][criticality]")
{
    // Rare-earth concentrates of the US are printed E while compounds are at 67: no 0, no negative number.
    CHECK(net_import_reliance(100, 150).value().net_exporter());
    CHECK_FALSE(net_import_reliance(100, 150).value().percent);
    CHECK(net_import_reliance(-10, 5).value().net_exporter());
    CHECK(net_import_reliance_by_trade(-1, 100).value().net_exporter());
    const MaterialBalance exporter{.primary = 45000, .imports = 100, .exports = 40000};
    CHECK(net_import_reliance(exporter).value().net_exporter());
    const auto even = net_import_reliance(100, 100).value();
    CHECK_FALSE(even.net_exporter());
    CHECK(even.percent == 0.0);
}

TEST_CASE("rounding may leave open who exports", "[kernels][criticality]")
{
    const auto open = net_import_reliance_bounds({95, 105}, {98, 102}).value();
    CHECK(open.net_exporter == std::nullopt);
    CHECK(open.percent->lower == 0.0);
    CHECK(open.percent->upper == Approx(100 * 7.0 / 105.0));
    const auto sure = net_import_reliance_bounds({95, 97}, {98, 102}).value();
    CHECK(sure.net_exporter == std::optional{true});
    CHECK_FALSE(sure.percent);
    CHECK(net_import_reliance_by_trade_bounds({-1, 1}, {10, 10}).value().net_exporter == std::nullopt);
    CHECK(net_import_reliance_by_trade_bounds({-2, -1}, {10, 10}).value().net_exporter == std::optional{true});
}

TEST_CASE("illegal balances", "[kernels][criticality]")
{
    CHECK(net_import_reliance(0, 0).error().code == Errc::not_identified);
    CHECK(net_import_reliance(0, -1).error().code == Errc::bad_value);
    CHECK(net_import_reliance(inf, 1).error().code == Errc::bad_value);
    CHECK(net_import_reliance_by_trade(1, 0).error().code == Errc::not_identified);
    CHECK(net_import_reliance_by_trade(std::nan(""), 1).error().code == Errc::bad_value);
    CHECK(net_import_reliance_by_trade(1e300, 1e-300).value().percent == 100.0);
    CHECK(net_import_reliance(MaterialBalance{}).error().code == Errc::not_identified);
    CHECK(net_import_reliance({.imports = -1}).error().code == Errc::bad_value);
    CHECK(net_import_reliance({.imports = 1.7e308, .stock_increase = -1.7e308}).error().code == Errc::bad_value);
    CHECK(apparent_consumption({.stock_increase = inf}).error().code == Errc::bad_value);
    CHECK(net_import_reliance_bounds({1, 0}, {0, 0}).error().code == Errc::bad_value);
    CHECK(net_import_reliance_bounds({-1, 1}, {0, 0}).error().code == Errc::bad_value);
    CHECK(net_import_reliance_bounds({0, 1}, {0, 0}).error().code == Errc::not_identified);
    CHECK(net_import_reliance_by_trade_bounds({0, inf}, {1, 1}).error().code == Errc::bad_value);
    CHECK(net_import_reliance_by_trade_bounds({0, 1}, {0, 1}).error().code == Errc::not_identified);
}

TEST_CASE("bounds hold every value inside of the rounding", "[kernels][criticality]")
{
    REQUIRE(rc::check([] {
        const double consumption = *rc::gen::inRange(10, 1000);
        const double domestic = *rc::gen::inRange(1, 1000);
        const auto at = [](double value, int step) { return value - .5 + static_cast<double>(step) / 10.0; };
        const auto bounds =
            net_import_reliance_bounds({consumption - .5, consumption + .5}, {domestic - .5, domestic + .5}).value();
        const auto one =
            net_import_reliance(at(consumption, *rc::gen::inRange(0, 11)), at(domestic, *rc::gen::inRange(0, 11)))
                .value();
        if (one.net_exporter()) {
            RC_ASSERT(bounds.net_exporter != std::optional{false});
        } else {
            RC_ASSERT(bounds.percent->lower <= *one.percent + 1e-9 && *one.percent <= bounds.percent->upper + 1e-9);
        }
    }));
}
