#include "indicators/kernels/concentration/merger.hpp"

#include <rapidcheck.h>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "indicators/kernels/concentration/concentration.hpp"

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Indices = std::vector<std::size_t>;

}  // namespace

TEST_CASE("a merger raises the index by twice the product of shares", "[kernels][concentration]")
{
    // US DoJ/FTC Merger Guidelines 2023, 2.1: the shares of the worked example; 2 * 30 * 20 = 1200 points.
    const std::vector<double> firms{30, 30, 20, 20};
    CHECK(merger_delta(firms, Indices{0, 2}).value() == Approx(.12).epsilon(1e-15));
    CHECK(merger_delta(firms, Indices{3, 1, 2}).value() == Approx(.49 - .17).epsilon(1e-14));
    CHECK(merger_delta(firms, Indices{1}).value() == 0.0);
    CHECK(merger_delta(firms, {}).value() == 0.0);
    CHECK(merger_delta(firms, Indices{0, 4}).error().code == Errc::bad_value);
    CHECK(merger_delta(firms, Indices{1, 1}).error().code == Errc::bad_value);
    CHECK(merger_delta({}, Indices{}).error().code == Errc::no_data);
    CHECK(merger_delta(std::vector<double>{1, std::nan("")}, Indices{}).error().code == Errc::bad_value);
}

TEST_CASE("the index over blocs is that after a merger of their members", "[kernels][concentration]")
{
    REQUIRE(rc::check("HHI over blocs - HHI over countries = delta", [] {
        const auto raw = *rc::gen::container<std::vector<int>>(6, rc::gen::inRange(1, 1000));
        const std::vector<double> amounts(raw.begin(), raw.end());
        const std::array groups{3, 1, 3, 2, 3, 0};
        const auto blocs = summed_by_group(amounts, groups).value();
        RC_ASSERT(blocs.size() == 4U);
        const double delta = merger_delta(amounts, Indices{0, 2, 4}).value();
        RC_ASSERT(std::abs(herfindahl(blocs).value() - herfindahl(amounts).value() - delta) < 1e-14);
        RC_ASSERT(delta > 0.0 && delta < 1.0);
    }));
    CHECK(summed_by_group(std::array{1.0, 2.0, 4.0}, std::array{7, -1, 7}).value() == std::vector<double>{2, 5});
    CHECK(summed_by_group(std::array{1.0}, {}).error().code == Errc::bad_value);
    CHECK(summed_by_group({}, {}).error().code == Errc::no_data);
    CHECK(summed_by_group(std::array{-1.0}, std::array{1}).error().code == Errc::bad_value);
    CHECK(summed_by_group(std::array{1.7e308, 1.7e308}, std::array{1, 1}).error().code == Errc::bad_value);
}

TEST_CASE("the bands of the guidelines", "[kernels][concentration]")
{
    // US DoJ/FTC 2023: 1000 to 1800 moderate, above 1800 high, +100 presumed harmful; 2010: 1500, 2500, +200.
    CHECK(concentration_band(.10).value() == ConcentrationBand::low);
    CHECK(concentration_band(.18).value() == ConcentrationBand::moderate);
    CHECK(concentration_band(.1801).value() == ConcentrationBand::high);
    CHECK(concentration_band(.26).value() == ConcentrationBand::high);
    CHECK(concentration_band(.24, us_guideline_2010).value() == ConcentrationBand::moderate);
    CHECK(presumed_harmful(.19, .011).value());
    CHECK_FALSE(presumed_harmful(.19, .01).value());
    CHECK_FALSE(presumed_harmful(.17, .1).value());
    CHECK_FALSE(presumed_harmful(.26, .015, us_guideline_2010).value());
    // EU Horizontal Merger Guidelines, OJ C31/2004.
    CHECK(no_concern_eu(.09, .08).value());
    CHECK(no_concern_eu(.15, .0249).value());
    CHECK_FALSE(no_concern_eu(.15, .025).value());
    CHECK(no_concern_eu(.3, .0149).value());
    CHECK_FALSE(no_concern_eu(.3, .02).value());
    CHECK(no_concern_eu(.3, .4).error().code == Errc::bad_value);
    CHECK(presumed_harmful(std::nan(""), 0).error().code == Errc::bad_value);
    CHECK(concentration_band(0).error().code == Errc::bad_value);
}
