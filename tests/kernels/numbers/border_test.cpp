#include "tests/kernels/numbers/border.hpp"

#include <catch2/catch.hpp>

TEST_CASE("no NaN or infinity leaves a kernel of numbers", "[border]")
{
    CHECK_NOTHROW(entangled::testing::try_rounds(entangled::testing::try_numbers, 20'000));
}
