#include "tests/kernels/concentration/border.hpp"

#include <catch2/catch.hpp>

TEST_CASE("no NaN or infinity leaves a kernel of concentration", "[border]")
{
    CHECK_NOTHROW(entangled::testing::try_rounds(entangled::testing::try_concentration, 20'000));
}
