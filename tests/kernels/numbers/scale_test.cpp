#include "indicators/kernels/numbers/scale.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <limits>
#include <vector>

using namespace entangled::kernels;
using entangled::Errc;
using entangled::Interval;

TEST_CASE("a percentile counts ties half", "[scale]")
{
    CHECK(mid_rank_percentile(std::vector{1.0, 2.0, 2.0, 3.0}, 2.0).value() == 0.5);
    CHECK(mid_rank_percentile(std::vector{1.0, 2.0, 2.0, 3.0}, 4.0).value() == 1.0);
    CHECK(mid_rank_percentile({}, 1.0).error().code == Errc::no_data);
    CHECK(mid_rank_percentile(std::vector{1.0}, std::numeric_limits<double>::quiet_NaN()).error().code ==
          Errc::bad_value);
}

TEST_CASE("percentiles of a value and of its mirror image add to one", "[scale]")
{
    CHECK(rc::check("for any values", [] {
        auto values = *rc::gen::nonEmpty(rc::gen::container<std::vector<double>>(
            rc::gen::map(rc::gen::inRange(-9, 9), [](int x) { return static_cast<double>(x); })));
        const double value = *rc::gen::inRange(-9, 9);
        const double rank = mid_rank_percentile(values, value).value();
        for (double& other : values) other = -other;
        RC_ASSERT(std::abs(rank + mid_rank_percentile(values, -value).value() - 1.0) < 1e-15);
    }));
}

TEST_CASE("goalposts are the ends of the reference, and equal ones are none", "[scale]")
{
    CHECK(goalposts(std::vector{3.0, -1.0, 2.0}).value() == Interval{-1.0, 3.0});
    CHECK(goalposts(std::vector{3.0, 3.0}).error().code == Errc::not_identified);
    CHECK(goalposts({}).error().code == Errc::no_data);
}
