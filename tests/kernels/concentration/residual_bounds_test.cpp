#include "indicators/kernels/concentration/residual_bounds.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "indicators/kernels/concentration/concentration.hpp"

using namespace entangled;
using namespace entangled::kernels;

namespace {

std::vector<double> named_suppliers()
{
    const auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1000));
    std::vector<double> amounts(raw.begin(), raw.end());
    amounts.push_back(*rc::gen::inRange(1, 1000));
    return amounts;
}

}  // namespace

TEST_CASE("a residual is not a country: shares of the top are intervals", "[kernels][concentration]")
{
    // US gallium metal imports 2021-24, USGS Mineral Commodity Summaries 2026: CA 28, JP 22, CN 18, DE 16, other 16.
    // Counted as a country, "other" would make no difference to the first place and a false fifth supplier below.
    const std::vector<double> named{28, 22, 18, 16};
    CHECK(top_share_bounds(named, 16).value() == (Interval{.28, .28}));
    const auto four = top_k_share_bounds(named, 4, 16).value();
    CHECK(four.lower == Approx(.84).epsilon(1e-14));
    CHECK(four.upper == Approx(.84).epsilon(1e-14));
    const auto five = top_k_share_bounds(named, 5, 16).value();
    CHECK(five.lower == Approx(.84).epsilon(1e-14));
    CHECK(five.upper == Approx(1.0).epsilon(1e-14));
    // REE compounds and metals: CN 71, MY 13, JP 5, EE 5, other 6. One hidden supplier would displace Japan.
    const auto three = top_k_share_bounds(std::vector<double>{71, 13, 5, 5}, 3, 6).value();
    CHECK(three.lower == Approx(.89).epsilon(1e-14));
    CHECK(three.upper == Approx(.90).epsilon(1e-14));
}

TEST_CASE("a residual may hide members of a bloc", "[kernels][concentration]")
{
    // Same gallium row: the bloc of Canada, Japan and Germany has 66 %, and 82 % if "other" is all its own.
    const auto bounds = bloc_share_bounds(std::vector<double>{28, 22, 16}, std::vector<double>{18}, 16).value();
    CHECK(bounds.lower == Approx(.66).epsilon(1e-14));
    CHECK(bounds.upper == Approx(.82).epsilon(1e-14));
    CHECK(bloc_share_bounds({}, std::vector<double>{3}, 1).value() == (Interval{0.0, .25}));
    CHECK(bloc_share_bounds(std::vector<double>{3}, {}, 0).value() == (Interval{1.0, 1.0}));
    CHECK(bloc_share_bounds({}, {}, 0).error().code == Errc::no_data);
    CHECK(bloc_share_bounds({}, {}, -1).error().code == Errc::bad_value);
}

TEST_CASE("bounds of the effective number invert those of the index", "[kernels][concentration]")
{
    const std::vector<double> named{840, 920, 1700, 67000, 700, 1900, 0, 650, 1500, 1300, 0, 3400};
    // Tungsten 2024, USGS MCS 2026: HHI 0.6777 to 0.6781.
    const auto number = effective_number_bounds(named, 1700).value();
    CHECK(number.lower == Approx(1 / .6781).epsilon(1e-4));
    CHECK(number.upper == Approx(1 / .6777).epsilon(1e-4));
    CHECK(effective_number_bounds(std::vector<double>{1}, 1e160).error().code == Errc::bad_value);
}

TEST_CASE("bounds hold however the residual is divided", "[kernels][concentration]")
{
    REQUIRE(rc::check("any division lies between them", [] {
        const auto named = named_suppliers();
        const auto hidden = named_suppliers();
        double residual = 0.0;
        for (const double amount : hidden) residual += amount;
        auto all = named;
        all.insert(all.end(), hidden.begin(), hidden.end());
        for (std::size_t k = 1; k < 5; ++k) {
            const auto bounds = top_k_share_bounds(named, k, residual).value();
            const double share = top_k_share(all, k).value();
            RC_ASSERT(bounds.lower <= share + 1e-12 && share <= bounds.upper + 1e-12);
        }
        const auto index = herfindahl_bounds(named, residual).value();
        const double exact = herfindahl(all).value();
        RC_ASSERT(index.lower <= exact + 1e-12 && exact <= index.upper + 1e-12);
    }));
    REQUIRE(rc::check("without a residual they are exact", [] {
        const auto named = named_suppliers();
        const double top = top_share(named).value();
        RC_ASSERT(top_share_bounds(named, 0.0).value() == (Interval{top, top}));
        const double three = top_k_share(named, 3).value();
        RC_ASSERT(top_k_share_bounds(named, 3, 0.0).value() == (Interval{three, three}));
    }));
}

TEST_CASE("illegal arguments of the bounds", "[kernels][concentration]")
{
    const double bad = GENERATE(-1.0, std::numeric_limits<double>::infinity(), std::nan(""));
    const std::vector<double> named{1.0, 2.0};
    CHECK(top_share_bounds(named, bad).error().code == Errc::bad_value);
    CHECK(effective_number_bounds(named, bad).error().code == Errc::bad_value);
    CHECK(top_k_share_bounds(std::vector<double>{bad}, 1, 1.0).error().code == Errc::bad_value);
    CHECK(bloc_share_bounds(named, std::vector<double>{bad}, 0).error().code == Errc::bad_value);
    CHECK(top_k_share_bounds(named, 0, 1.0).error().code == Errc::bad_value);
    CHECK(top_share_bounds({}, 1.0).error().code == Errc::no_data);
    CHECK(top_share_bounds(std::vector<double>{0}, 1.0).error().code == Errc::no_data);
    CHECK(top_share_bounds(std::vector<double>{1e-300}, 1e300).value() == (Interval{0.0, 1.0}));
}
