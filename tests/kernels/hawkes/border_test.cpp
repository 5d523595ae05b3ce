#include "tests/kernels/hawkes/border.hpp"

#include <catch2/catch.hpp>

TEST_CASE("no NaN or infinity leaves a kernel of hawkes", "[border]")
{
    CHECK_NOTHROW(entangled::testing::try_rounds(entangled::testing::try_hawkes, 12'000, 300));
}
