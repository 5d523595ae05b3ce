#include "tests/kernels/interdependence/border.hpp"

#include <catch2/catch.hpp>

TEST_CASE("no NaN or infinity leaves a kernel of interdependence", "[border]")
{
    CHECK_NOTHROW(entangled::testing::try_rounds(entangled::testing::try_interdependence, 20'000));
}
