#include "tests/kernels/trend/border.hpp"

#include <catch2/catch.hpp>

TEST_CASE("no NaN or infinity leaves a kernel of trend", "[border]")
{
    CHECK_NOTHROW(entangled::testing::try_rounds(entangled::testing::try_trend, 20'000));
}
