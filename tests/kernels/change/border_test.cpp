#include "tests/kernels/change/border.hpp"

#include <catch2/catch.hpp>

TEST_CASE("no NaN or infinity leaves a kernel of change", "[border]")
{
    CHECK_NOTHROW(entangled::testing::try_rounds(entangled::testing::try_change, 20'000));
}
