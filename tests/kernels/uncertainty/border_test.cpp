#include "tests/kernels/uncertainty/border.hpp"

#include <catch2/catch.hpp>

TEST_CASE("no NaN or infinity leaves a kernel of uncertainty", "[border]")
{
    CHECK_NOTHROW(entangled::testing::try_rounds(entangled::testing::try_uncertainty, 20'000));
}
